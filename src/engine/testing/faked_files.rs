//! Files that a test makes up, in front of those of the project.

use super::trial::{Rehearsal, Rehearsed};
use crate::engine::world::pause::{Look, Pause};
use crate::engine::world::{FileError, Question, World};
use crate::util::lock::lock;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Files that were made up.
pub(crate) type FakedFiles = Mutex<BTreeMap<String, String>>;

/// A world in which some files are made up.
pub(crate) struct Faked {
    pub(crate) files: Arc<FakedFiles>,
    pub(crate) world: Arc<dyn World>,
}

impl World for Faked {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let faked = lock(&self.files).get(path).cloned();
        faked.map_or_else(|| self.world.read(path), Ok)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let real = self.world.list(folder);
        let faked = below(&lock(&self.files), folder);
        if faked.is_empty() {
            return real;
        }
        let mut names = real.unwrap_or_default();
        names.extend(faked);
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn pauses(&self) -> bool {
        self.world.pauses()
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        self.world.pause(pause, look)
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        self.world.rehearse(rehearsal)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        self.world.ask(question)
    }
}

/// The names directly inside a folder; folders end in `/`.
fn below(files: &BTreeMap<String, String>, folder: &str) -> Vec<String> {
    let prefix = if folder.is_empty() {
        String::new()
    } else {
        format!("{}/", folder.trim_end_matches('/'))
    };
    let inside = files.keys().filter_map(|path| path.strip_prefix(&prefix));
    inside.map(|rest| rest.split_inclusive('/').next().unwrap_or(rest).to_string()).collect()
}
