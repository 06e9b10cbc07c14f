//! Where emitted files gather.

use crate::diag::{Call, Diagnostic, Place};
use crate::engine::run::output::artifact::{Artifact, Part};
use crate::files::{Private, private};
use crate::model::graph::{FileId, Graph};
use crate::model::{File, FilePath, Origin, Own};
use std::collections::BTreeMap;

/// How much the files of a run may hold together, with their paths, in bytes.
pub const LARGEST_OUTPUT: usize = 64 << 20;

/// How many files a run may make.
pub const MOST_FILES: usize = 100_000;

/// The files of a run, in the order of their paths.
pub(crate) struct Sink {
    recipe: String,
    bytes: usize,
    emits: u32,
    files: BTreeMap<FilePath, File>,
    graph: Graph,
}

/// Who emits, and for whom.
pub struct Emit {
    /// The location of the emit.
    pub place: Place,
    /// The calls that led there, innermost first, where known.
    pub calls: Vec<Call>,
    /// The environment whose files these are; none belongs to all.
    pub environment: Option<String>,
    /// How much of the files is ours.
    pub own: Own,
}

impl Sink {
    /// A sink for the files of `recipe`.
    pub(crate) fn new(recipe: &str) -> Self {
        Self {
            recipe: recipe.into(),
            bytes: 0,
            emits: 0,
            files: BTreeMap::new(),
            graph: Graph::default(),
        }
    }

    /// Whether the files are those of a recipe.
    pub(crate) fn is_of(&self, recipe: &str) -> bool {
        self.recipe == recipe
    }

    /// The files so far, in the order of their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    /// The entries of the graph so far.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Adds the files of an artifact, under `place` instead of its conventional one when given, with their entries.
    pub(crate) fn add(
        &mut self,
        artifact: Artifact,
        graph: Graph,
        place: Option<&str>,
        emit: &Emit,
    ) -> Result<Vec<FilePath>, Diagnostic> {
        let place =
            place.map_or_else(|| artifact.place.clone(), |place| joined(place, &artifact.place));
        let origin = Origin {
            recipe: self.recipe.clone(),
            emit: self.emits,
            place: emit.place.clone(),
            calls: emit.calls.clone(),
        };
        self.emits += 1;
        let mut paths = Vec::new();
        let mut added: Vec<(String, Option<FileId>)> = Vec::new();
        for part in artifact.parts {
            let own = part.path.clone();
            let (path, file) = self.add_file(part, &place, emit, origin.clone())?;
            paths.push(path);
            added.push((own, file));
        }
        // What belongs to no part in particular belongs to the first.
        let of = |path: &str| added.iter().find(|(own, _)| own == path).or(added.first())?.1;
        self.graph.absorb(&graph, of);
        Ok(paths)
    }

    /// Adds a file, unless it is there already.
    fn add_file(
        &mut self,
        part: Part,
        place: &str,
        emit: &Emit,
        origin: Origin,
    ) -> Result<(FilePath, Option<FileId>), Diagnostic> {
        let text = format!("{place}{}", part.path);
        let path = FilePath::parse(&text).map_err(|error| refused(&text, &error.reason))?;
        private(path.as_str()).map_or(Ok(()), |why| Err(kept_from_recipes(path.as_str(), why)))?;
        let file = File {
            path: path.clone(),
            text: part.text,
            executable: part.executable,
            environment: part.environment.or_else(|| emit.environment.clone()),
            own: emit.own,
            origin,
        };
        match self.files.get(&path) {
            Some(other) if !same(other, &file) => Err(twice(other)),
            Some(_) => Ok((path, None)),
            None => {
                self.bytes += size(&file);
                if self.bytes > LARGEST_OUTPUT || self.files.len() >= MOST_FILES {
                    return Err(too_much());
                }
                let id = self.graph.add_file(&file);
                self.files.insert(path.clone(), file);
                Ok((path, Some(id)))
            }
        }
    }

    /// How many emits there were.
    pub(crate) fn emits(&self) -> u32 {
        self.emits
    }

    /// Takes back all that was emitted since there were so many emits.
    pub(crate) fn take_back(&mut self, emits: u32) {
        self.files.retain(|_, file| file.origin.emit < emits);
        self.bytes = self.files.values().map(size).sum();
        self.emits = emits;
        self.graph.take_back(emits);
    }

    pub(crate) fn take(&mut self) -> (Vec<File>, Graph) {
        let files = std::mem::take(&mut self.files).into_values().collect();
        (files, std::mem::take(&mut self.graph))
    }
}

/// A path that ends in `/` is a folder, into which a file goes by its own name.
fn joined(place: &str, conventional: &str) -> String {
    if conventional.ends_with('/') {
        format!("{}/", place.trim_end_matches('/'))
    } else if place.ends_with('/') {
        format!("{place}{}", conventional.rsplit('/').next().unwrap_or(conventional))
    } else {
        place.into()
    }
}

fn size(file: &File) -> usize {
    file.text.len() + file.path.as_str().len()
}

fn too_much() -> Diagnostic {
    let most = LARGEST_OUTPUT >> 20;
    Diagnostic::error(
        "too-large",
        format!(
            "the recipe makes more than {most} MiB of files, or more than {MOST_FILES} of them"
        ),
    )
    .hint("look for a loop that emits without an end, or split the recipe in several")
}

fn same(a: &File, b: &File) -> bool {
    (&a.text, a.executable, &a.environment, a.own) == (&b.text, b.executable, &b.environment, b.own)
}

fn refused(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("invalid-path", format!("{path:?} can't be written: it {reason}"))
        .hint("give a path inside the project, as `folder/name.yaml`")
}

/// What recipes may not read, they may not write either: they could replace what it is trusted for.
fn kept_from_recipes(path: &str, why: Private) -> Diagnostic {
    let (what, hint) = match why {
        Private::Values => {
            let hint =
                "say in `.env.example` what has to be set, and set it with `sw secrets set NAME`";
            ("keeps the values of secrets", hint)
        }
        Private::Git => ("belongs to git", "choose another path"),
        Private::Credentials => (
            "keeps the credentials of a tool",
            "choose another path, or write an example beside it",
        ),
        Private::State => (
            "is the state of a tool, which holds secrets",
            "choose another path: the tool writes this file itself",
        ),
        Private::Key => ("keeps private keys", "choose another path"),
    };
    let problem =
        Diagnostic::error("secret-file", format!("`{path}` {what}: a recipe can't write it"))
            .hint(hint);
    let other = (why == Private::Values)
        .then_some("for variables that are no secrets, choose another name: `app.env`");
    problem.hint(other)
}

fn twice(other: &File) -> Diagnostic {
    Diagnostic::error(
        "duplicate-file",
        format!("`{}` is emitted twice, with different content", other.path),
    )
    .related(other.origin.place.clone(), "it was emitted here before")
    .hint("give one of them another path, or emit both together")
}
