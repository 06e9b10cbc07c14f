//! The world of a test: the project's files, and a way to run its recipes.

use crate::engine::world::FileError;
use crate::engine::{Cancel, Covered, Look, Pause, Rehearsal, Rehearsed, Role, Trial, World};
use crate::{Request, Runtime};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Where tests are run: they see `world`, and recipes that they run are run by `runtime`.
pub struct Stage {
    runtime: Runtime,
    world: Arc<dyn World>,
    cancel: Cancel,
    /// Files that are there besides.
    files: BTreeMap<String, String>,
    /// The lines that recipes reached which tests ran.
    covered: Arc<Mutex<Covered>>,
}

impl Stage {
    /// A stage on which nothing is made up.
    pub fn new(runtime: &Runtime, world: Arc<dyn World>) -> Self {
        Self {
            runtime: runtime.clone(),
            world,
            cancel: Cancel::default(),
            files: BTreeMap::new(),
            covered: Arc::default(),
        }
    }

    /// The same with a file more.
    #[must_use]
    pub fn with(mut self, path: &str, text: String) -> Self {
        self.files.insert(path.into(), text);
        self
    }

    /// The same, where recipes are stopped from outside.
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Where the lines are counted that recipes reach.
    pub(super) fn covered(&self) -> Arc<Mutex<Covered>> {
        self.covered.clone()
    }
}

impl World for Stage {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.files.get(path).cloned().map_or_else(|| self.world.read(path), Ok)
    }

    fn pauses(&self) -> bool {
        self.world.pauses()
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        self.world.pause(pause, look)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.world.list(folder)
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        let world = Layered { files: rehearsal.files.clone(), world: self.world.clone() };
        let request = Request::from(rehearsal.recipe.as_str()).cancelled_by(&self.cancel);
        let request = rehearsal
            .inputs
            .iter()
            .fold(request, |request, (name, value)| request.input(name, value));
        let request = rehearsal.targets.iter().fold(request, Request::environment);
        let coverage = rehearsal.coverage;
        let request = request.trial(Trial { role: Role::Recipe, bless: false, coverage });
        let request = rehearsal.trace.iter().cloned().fold(request, Request::trace);
        let output = self.runtime.with(rehearsal.project.clone(), world).run(request);
        add(&mut self.covered.lock().unwrap_or_else(PoisonError::into_inner), output.covered);
        let wanted =
            |environment: &Option<String>| match (environment, rehearsal.targets.as_slice()) {
                (_, []) => true,
                (Some(name), targets) => targets.contains(name),
                (None, _) => false,
            };
        let files = output
            .files
            .into_iter()
            .filter(|file| wanted(&file.environment))
            .map(|file| (file.path.to_string(), file.text.to_string()));
        let mut messages = output.diagnostics;
        messages.sort_by_key(|message| !message.is_error());
        let files = if messages.iter().any(crate::diag::Diagnostic::is_error) {
            BTreeMap::new()
        } else {
            files.collect()
        };
        Some(Rehearsed {
            files,
            messages,
            printed: output.printed,
            trace: output.trace,
            value: output.value,
            secrets: output.secrets.into_keys().collect(),
        })
    }
}

/// Adds what was reached to what was reached before.
pub(super) fn add(sum: &mut Covered, more: Covered) {
    for (file, lines) in more {
        let known = sum.entry(file).or_default();
        lines.into_iter().for_each(|(line, count)| *known.entry(line).or_default() += count);
    }
}

/// Files over those of another world.
struct Layered {
    files: BTreeMap<String, String>,
    world: Arc<dyn World>,
}

impl World for Layered {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.files.get(path).cloned().map_or_else(|| self.world.read(path), Ok)
    }

    fn pauses(&self) -> bool {
        self.world.pauses()
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        self.world.pause(pause, look)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        let own = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        let own: Vec<String> =
            own.map(|rest| rest.split_inclusive('/').next().unwrap_or(rest).to_string()).collect();
        let real = self.world.list(folder);
        if own.is_empty() {
            return real;
        }
        let mut names: Vec<String> = real.unwrap_or_default().into_iter().chain(own).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }
}
