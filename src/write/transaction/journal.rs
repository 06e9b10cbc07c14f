//! What a write is about to do, as it is on disk while the write is on its way.
//!
//! The staging folder `.specweave/tmp/` holds `N.new` and `N.old` for step N, and the journal. A
//! journal called `journal.json` says: finish this. One called `undo.json` says: take it back. A journal is only
//! believed with a seal: it may have come with a clone.

use crate::model::FilePath;
use crate::plan::{Content, sha256};
use crate::write::disk::fs::FsEntry;
use crate::write::records::WRITTEN;
use crate::write::state::Key;
use serde::{Deserialize, Serialize};

/// The steps of a write, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Journal {
    pub(crate) steps: Vec<Step>,
    /// Folders that are made on the way, sorted.
    pub(crate) folders: Vec<FilePath>,
    /// Shows that this machine made it for this root; none where there was no key.
    #[serde(default)]
    seal: Option<String>,
}

/// The largest journal that is read and written, in bytes: a step takes some 300 of them.
pub(crate) const LARGEST: usize = 48 << 20;

/// What a seal of a journal is for.
const PURPOSE: &str = "journal";

impl Journal {
    /// Seals it for an output root.
    pub(crate) fn seal(&mut self, key: Option<&Key>, root: &str) {
        self.seal = key.map(|key| key.seal(PURPOSE, &self.record(root)));
    }

    /// Whether it was sealed for this root with this key.
    pub(crate) fn is_sealed(&self, key: Option<&Key>, root: &str) -> bool {
        key.zip(self.seal.as_ref())
            .is_some_and(|(key, seal)| key.made(seal, PURPOSE, &self.record(root)))
    }

    /// All that the seal vouches for.
    fn record(&self, root: &str) -> Vec<u8> {
        serde_json::to_vec(&(root, &self.steps, &self.folders)).expect("a journal is plain data")
    }
}

/// What happens to one file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) path: FilePath,
    pub(crate) old: Option<Print>,
    pub(crate) new: Option<Print>,
}

/// How a file is recognised: by all its bytes, line ends too.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Print {
    sha256: String,
    executable: bool,
}

/// Where a step is, by what is at its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Not done.
    Old,
    /// Done.
    New,
    /// Another process changed the file since.
    Other,
}

pub(crate) const FINISH: &str = "journal.json";
pub(crate) const UNDO: &str = "undo.json";

/// The name of the journal before it counts.
pub(crate) const UNSEALED: &str = "journal.new";

impl Print {
    /// Whether it is the print of these bytes.
    pub(crate) fn is_of(&self, content: &Content) -> bool {
        self.sha256 == sha256(&content.bytes)
    }

    pub(crate) fn of(content: &Content) -> Self {
        Self { sha256: sha256(&content.bytes), executable: content.executable() }
    }
}

impl Step {
    pub(crate) fn state(&self, found: &FsEntry) -> State {
        let now = match found {
            FsEntry::Nothing => None,
            FsEntry::File(content) => Some(Print::of(content)),
            FsEntry::Other => return State::Other,
        };
        // Some disks don't keep permissions: they only count where the bytes are the same.
        let same_bytes =
            matches!((&self.old, &self.new), (Some(old), Some(new)) if old.sha256 == new.sha256);
        let is = |print: &Option<Print>| match (&now, print) {
            (None, None) => true,
            (Some(now), Some(print)) => {
                now.sha256 == print.sha256 && (!same_bytes || now.executable == print.executable)
            }
            _ => false,
        };
        match () {
            () if is(&self.new) => State::New,
            () if is(&self.old) => State::Old,
            () => State::Other,
        }
    }
}

pub(crate) fn new_name(step: usize) -> String {
    format!("{step}.new")
}

pub(crate) fn old_name(step: usize) -> String {
    format!("{step}.old")
}

/// The name that a file bears in its own folder while it comes from another file system.
pub(crate) fn guest_name(step: usize) -> String {
    format!(".sw-tmp-{step}")
}

/// Whether a name in the staging folder is one that a write gives.
pub(crate) fn is_staged(name: &str) -> bool {
    let numbered = name.strip_suffix(".new").or_else(|| name.strip_suffix(".old"));
    let is_numbered = numbered.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_numbered || [FINISH, UNDO, UNSEALED, WRITTEN].contains(&name)
}
