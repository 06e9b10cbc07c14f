//! What the parent has of a worker's run: the files that came, and how much it gave.

use super::failure::Failure;
use crate::diag::Diagnostic;
use crate::engine::world::{FileError, Question};
use crate::engine::{Evaluation, LARGEST_OUTPUT, MOST_FILES, Rehearsal, Rehearsed, Role, World};
use crate::files::private;
use crate::library;
use crate::model::{File, Model};
use crate::pipeline::Job;
use crate::worker::protocol::{Broken, FromWorker, Rest, ToWorker};
use crate::worker::sanitize;
use std::collections::{BTreeMap, BTreeSet};

/// How much is read for a run, in bytes, and how many questions are answered.
pub(crate) const LARGEST_INPUT: usize = 256 << 20;
pub(crate) const MOST_QUESTIONS: usize = 100_000;

/// How many sources are kept for messages to show, and how much they hold together, in bytes.
const MOST_TEXTS: usize = 256;
const LARGEST_TEXTS: usize = 16 << 20;

/// What has come from a worker so far, and what it was given.
pub(crate) struct Gathered<'a> {
    job: &'a Job,
    world: &'a dyn World,
    files: Vec<File>,
    size: usize,
    given: usize,
    questions: usize,
}

/// What something that a worker said comes to.
pub(crate) enum Heard {
    /// It wants to hear this.
    Asked(ToWorker),
    /// It made a file, which is kept.
    Taken,
    /// Something else.
    Other(FromWorker),
}

impl<'a> Gathered<'a> {
    pub(crate) fn new(job: &'a Job, world: &'a dyn World) -> Self {
        Self { job, world, files: Vec::new(), size: 0, given: 0, questions: 0 }
    }

    /// What it can see, and who looks at it.
    pub(crate) fn world(&self) -> &'a dyn World {
        self.world
    }

    /// Answers what a worker asks, and takes the file that it made; returns what is neither.
    ///
    /// # Errors
    /// When it asks for more than it may, or makes more.
    pub(crate) fn hear(&mut self, said: FromWorker) -> Result<Heard, Failure> {
        Ok(Heard::Asked(match said {
            FromWorker::Read(path) => ToWorker::Text(self.read(&path)?),
            FromWorker::List(folder) => ToWorker::Names(self.list(&folder)?),
            FromWorker::Ask(question) => ToWorker::Answer(self.ask(&question)?),
            FromWorker::Rehearse(rehearsal) => ToWorker::Rehearsed(self.rehearse(&rehearsal)?),
            FromWorker::File(file) => return self.add(*file).map(|()| Heard::Taken),
            other => return Ok(Heard::Other(other)),
        }))
    }

    /// The text of a file, for the worker.
    ///
    /// # Errors
    /// When it was given more than it may have.
    pub(crate) fn read(&mut self, path: &str) -> Result<Result<String, FileError>, Failure> {
        let text = self.world.read(path);
        self.count(text.as_ref().map_or(0, String::len))?;
        Ok(text)
    }

    fn list(&mut self, folder: &str) -> Result<Result<Vec<String>, FileError>, Failure> {
        let names = self.world.list(folder);
        self.count(names.iter().flatten().map(String::len).sum())?;
        Ok(names)
    }

    fn ask(&mut self, question: &Question) -> Result<Option<String>, Failure> {
        self.count(0)?;
        Ok(self.world.ask(&sanitize::question(question, &self.job.project)))
    }

    /// Recipes are run for tests only.
    fn rehearse(&mut self, rehearsal: &Rehearsal) -> Result<Option<Box<Rehearsed>>, Failure> {
        self.count(0)?;
        let is_test = self.job.trial.as_ref().is_some_and(|trial| trial.role != Role::Recipe);
        Ok(is_test.then(|| self.world.rehearse(rehearsal)).flatten().map(Box::new))
    }

    fn count(&mut self, given: usize) -> Result<(), Failure> {
        self.given += given;
        self.questions += 1;
        if self.given > LARGEST_INPUT || self.questions > MOST_QUESTIONS {
            Err(Failure::Input)
        } else {
            Ok(())
        }
    }

    /// Takes a file. Whose it is, is not for the worker to say; its path was checked as it was received.
    fn add(&mut self, mut file: File) -> Result<(), Failure> {
        self.size += file.text.len() + file.path.as_str().len();
        if self.size > LARGEST_OUTPUT || self.files.len() >= MOST_FILES {
            return Err(Failure::Output);
        }
        if private(file.path.as_str()).is_some() {
            return Err(Broken::Garbled("a file is made where no recipe may write".into()).into());
        }
        if file.environment.as_ref().is_some_and(|name| {
            self.job.project.environments.iter().all(|known| known.name != *name)
        }) {
            return Err(Broken::Garbled(
                "a file is made for an environment that the project does not have".into(),
            )
            .into());
        }
        file.origin.recipe.clone_from(&self.job.recipe);
        self.files.push(file);
        Ok(())
    }

    /// All of it together.
    pub(crate) fn evaluation(self, rest: Rest) -> Evaluation {
        let is_wrong = rest.diagnostics.iter().any(Diagnostic::is_error);
        let mut evaluation = self.so_far(rest);
        if is_wrong {
            evaluation.model.files.clear();
        }
        evaluation
    }

    /// All of it together, also when it is wrong.
    pub(crate) fn so_far(self, rest: Rest) -> Evaluation {
        let texts = self.texts(&rest.diagnostics);
        Evaluation {
            model: Model {
                files: self.files,
                secrets: rest.secrets,
                allowed: rest.allowed,
                notices: rest.notices,
                graph: rest.graph.0,
            },
            diagnostics: rest.diagnostics,
            value: rest.value,
            printed: rest.printed,
            trace: rest.trace,
            asked: rest.asked,
            snapshots: rest.snapshots,
            covered: rest.covered,
            compared: rest.compared,
            texts,
            ..Evaluation::default()
        }
    }

    /// The sources that messages speak of.
    pub(crate) fn texts(&self, messages: &[Diagnostic]) -> BTreeMap<String, String> {
        let places = messages.iter().flat_map(|message| {
            let related = message.related.iter().map(|(place, _)| place);
            message.place.iter().chain(related)
        });
        // What is found out later, as a file that is in the way, speaks of the emits.
        let emits = self.files.iter().map(|file| &file.origin.place);
        let files: BTreeSet<&str> = places.chain(emits).map(|place| place.file.as_str()).collect();
        let mut left = LARGEST_TEXTS;
        let mut kept =
            |text: &String| left.checked_sub(text.len()).inspect(|rest| left = *rest).is_some();
        let texts =
            files.into_iter().take(MOST_TEXTS).filter_map(|file| Some((file, self.source(file)?)));
        texts.filter(|(_, text)| kept(text)).map(|(file, text)| (file.to_string(), text)).collect()
    }

    fn source(&self, file: &str) -> Option<String> {
        let shelf =
            library::STANDARD.iter().find(|(id, _)| *id == file).map(|(_, text)| text.to_string());
        shelf.or_else(|| self.world.read(file).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::engine::Limits;
    use crate::engine::world::MemoryWorld;
    use crate::model::{FilePath, Origin, Own};
    use crate::project::Project;
    use std::sync::Arc;

    fn file(path: &str) -> FromWorker {
        let origin = Origin {
            recipe: "deploy.rhai".into(),
            emit: 0,
            place: Place::new("deploy.rhai", 1, 1),
            calls: Vec::new(),
        };
        FromWorker::File(Box::new(File {
            path: FilePath::parse(path).unwrap(),
            text: "A=1\n".into(),
            executable: false,
            environment: None,
            own: Own::Seed,
            origin,
        }))
    }

    #[test]
    fn a_file_that_no_recipe_may_write_is_not_taken() {
        let job = Job {
            recipe: "deploy.rhai".into(),
            project: Arc::new(Project::bare("/project".as_ref())),
            inputs: BTreeMap::new(),
            targets: Vec::new(),
            limits: Limits::default(),
            trial: None,
            wants_graph: false,
            compared: None,
            pauses: false,
            trace: None,
        };
        let world = MemoryWorld::default();
        let rows = [
            (".env.example", true),
            ("app.env", true),
            (".env.staging", false),
            ("a/.ENV", false),
            ("x.tfstate", false),
        ];
        for (path, is_taken) in rows {
            assert_eq!(Gathered::new(&job, &world).hear(file(path)).is_ok(), is_taken, "{path}");
        }
    }
}
