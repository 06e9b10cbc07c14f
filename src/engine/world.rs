//! The only door through which a recipe sees files, and asks questions: disk, memory, or a pipe.

use super::trial::{Rehearsal, Rehearsed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What lies outside a recipe. Paths are relative to the project, with `/` between the parts.
pub trait World: Send + Sync {
    /// The text of a file.
    ///
    /// # Errors
    /// When there is no such file, when it lies outside, or when it is not UTF-8.
    fn read(&self, path: &str) -> Result<String, WorldError>;

    /// The names in a folder, sorted; folders end in `/`.
    ///
    /// # Errors
    /// When there is no such folder or when it lies outside.
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError>;

    /// Runs a recipe as a part of a test; none where no recipes can be run.
    fn rehearse(&self, _rehearsal: &Rehearsal) -> Option<Rehearsed> {
        None
    }

    /// What whoever runs the recipe answers to a question; none when there is nobody to ask.
    fn ask(&self, _question: &Question) -> Option<String> {
        None
    }
}

/// Something that a recipe wants to know of whoever runs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is called.
    pub name: String,
    /// What it is, in words: `a number`, `how many web servers (a number)`.
    pub what: String,
    /// What can be answered.
    pub kind: AnswerKind,
}

/// What can be answered to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerKind {
    /// Any text.
    Text,
    /// A number, as a recipe would write it.
    Number,
    /// `true` or `false`.
    Bool,
    /// One of these.
    OneOf(Vec<String>),
    /// The name of one of these environments: the run is then for this one, as with `--env`.
    Environment(Vec<String>),
}

impl Question {
    /// All that can be answered, when that is few.
    pub fn choices(&self) -> &[String] {
        match &self.kind {
            AnswerKind::OneOf(choices) | AnswerKind::Environment(choices) => choices,
            AnswerKind::Text | AnswerKind::Number | AnswerKind::Bool => &[],
        }
    }
}

/// Why the world did not give something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum WorldError {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// It lies outside the project, directly or through a link.
    #[error("it lies outside the project")]
    Outside,
    /// It is not text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It is larger than a source may be.
    #[error("it is larger than {0} MiB")]
    TooLarge(u64),
    /// The system refused.
    #[error("{0}")]
    System(String),
}

/// The largest file that is read.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The files below a folder on disk.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: PathBuf,
}

impl DiskWorld {
    /// Everything below `root`, and nothing else.
    ///
    /// # Errors
    /// When `root` is not a folder that can be entered.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        Ok(Self { root: root.canonicalize()? })
    }

    fn inside(&self, path: &str) -> Result<PathBuf, WorldError> {
        let full = self.root.join(path).canonicalize().map_err(|error| WorldError::from_io(&error))?;
        if full.starts_with(&self.root) { Ok(full) } else { Err(WorldError::Outside) }
    }
}

impl World for DiskWorld {
    fn read(&self, path: &str) -> Result<String, WorldError> {
        let full = self.inside(path)?;
        let size = std::fs::metadata(&full).map_err(|error| WorldError::from_io(&error))?.len();
        if size > LARGEST {
            return Err(WorldError::TooLarge(LARGEST >> 20));
        }
        let bytes = std::fs::read(full).map_err(|error| WorldError::from_io(&error))?;
        String::from_utf8(bytes).map_err(|_| WorldError::NotText)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let entries = std::fs::read_dir(self.inside(folder)?).map_err(|error| WorldError::from_io(&error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| WorldError::from_io(&error))?;
            let slash = if entry.path().is_dir() { "/" } else { "" };
            names.push(format!("{}{slash}", entry.file_name().to_string_lossy()));
        }
        names.sort();
        Ok(names)
    }
}

impl WorldError {
    fn from_io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::System(error.to_string()),
        }
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
    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.files.get(path).cloned().ok_or(WorldError::Missing)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
        let inside = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        let mut names: Vec<String> = inside.map(|rest| rest.split_inclusive('/').next().unwrap_or(rest).to_string()).collect();
        names.dedup();
        if names.is_empty() { Err(WorldError::Missing) } else { Ok(names) }
    }
}
