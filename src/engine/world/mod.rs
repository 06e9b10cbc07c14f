//! The only door through which a recipe sees files, and asks questions: disk, memory, or a pipe.

pub(crate) mod module_ids;
pub(crate) mod paths;
pub(crate) mod pause;
mod question;
pub mod reading;
pub(crate) mod resolve;
pub(crate) mod tables;

use crate::engine::testing::trial::{Rehearsal, Rehearsed};
use crate::files::{Folder, Private, is_private_key};
use std::collections::BTreeMap;
use std::path::Path;

pub use crate::files::FileError;
pub use pause::{Look, Looked, Pause};
pub use question::{AnswerKind, Question};

/// What lies outside a recipe. Paths are relative to the project, with `/` between the parts.
pub trait World: Send + Sync {
    /// The text of a file.
    ///
    /// # Errors
    /// When there is no such file, when it lies outside, or when it is not UTF-8.
    fn read(&self, path: &str) -> Result<String, FileError>;

    /// The names in a folder, sorted; folders end in `/`.
    ///
    /// # Errors
    /// When there is no such folder or when it lies outside.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;

    /// Runs a recipe as a part of a test; none where no recipes can be run.
    fn rehearse(&self, _rehearsal: &Rehearsal) -> Option<Rehearsed> {
        None
    }

    /// Whether a person may look at a run that stops at a `breakpoint()`.
    fn pauses(&self) -> bool {
        false
    }

    /// Lets a person look at a run that has stopped, where anyone [may](Self::pauses); gives whether it goes on.
    fn pause(&self, _pause: &Pause, _look: Look<'_>) -> bool {
        true
    }

    /// What the user who runs the recipe answers to a question; none when there is no one to ask.
    fn ask(&self, _question: &Question) -> Option<String> {
        None
    }
}

/// The largest file that is read.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The files below a folder on disk.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    folder: Folder,
}

impl DiskWorld {
    /// Everything below `root`, and nothing else.
    ///
    /// # Errors
    /// When `root` is not a folder that can be entered.
    pub fn new(root: &Path) -> Result<Self, FileError> {
        Ok(Self { folder: Folder::open(root)? })
    }
}

impl World for DiskWorld {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let text = self.folder.public(path)?.text(LARGEST)?;
        if is_private_key(&text) { Err(FileError::Private(Private::Key)) } else { Ok(text) }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.folder.list(folder)
    }
}

/// Files in memory, for hosts and tests.
///
/// ```
/// use sw::engine::world::{MemoryWorld, World};
/// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"hello\");")]);
/// assert_eq!(world.list("").unwrap(), ["deploy.rhai"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct MemoryWorld {
    files: BTreeMap<String, String>,
}

impl<P: Into<String>, T: Into<String>, const N: usize> From<[(P, T); N]> for MemoryWorld {
    fn from(files: [(P, T); N]) -> Self {
        files.into_iter().collect()
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for MemoryWorld {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }
}

impl World for MemoryWorld {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.files.get(path).cloned().ok_or(FileError::Missing)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        let inside = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        let mut names: Vec<String> = inside
            .map(|rest| rest.split_inclusive('/').next().unwrap_or(rest).to_string())
            .collect();
        names.dedup();
        if names.is_empty() { Err(FileError::Missing) } else { Ok(names) }
    }
}
