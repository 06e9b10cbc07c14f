//! A write that is staged: its journal decides what becomes of it, even if this process dies.

use super::error::{WriteError, cannot};
use super::folders::{Folders, Way};
use super::fs::{Dir, Flushed, Found, Fs, Over};
use super::journal::{FINISH, Journal, UNDO};
use super::lock::{HOME, Lock};
use crate::plan::Content;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};

/// The staging folder inside `.specweave`.
pub(super) const STAGE: &str = "tmp";

/// The name of the journal before it counts.
const UNSEALED: &str = "journal.new";

/// A staged write.
pub(super) struct Job<'a> {
    pub(super) fs: &'a dyn Fs,
    pub(super) root: &'a Dir,
    home: &'a Dir,
    pub(super) stage: Dir,
    pub(super) journal: Journal,
}

impl<'a> Job<'a> {
    /// Makes the staging folder.
    pub(super) fn new(lock: &'a Lock) -> Result<Self, WriteError> {
        let (fs, root, home) = (lock.fs, &lock.root, &lock.home);
        let stage = fs.make_dir(home, STAGE).and_then(|()| fs.open_dir(home, STAGE));
        let stage = stage.map_err(cannot(|| format!("make the folder `{HOME}/{STAGE}`")))?;
        Ok(Self { fs, root, home, stage, journal: Journal::default() })
    }

    /// The write that an earlier process left.
    pub(super) fn found(lock: &'a Lock, stage: Dir, journal: Journal) -> Self {
        Self { fs: lock.fs, root: &lock.root, home: &lock.home, stage, journal }
    }

    /// From here on the write will be finished: the journal gets its name when all else is safe.
    pub(super) fn seal(&self) -> io::Result<()> {
        let text = serde_json::to_vec(&self.journal)?;
        self.fs.create(&self.stage, UNSEALED, &Content { bytes: text, mode: 0o644 })?;
        self.fs.flush(&self.stage, &mut Flushed::default())?;
        self.fs.rename(&self.stage, UNSEALED, &self.stage, FINISH, Over::Nothing)?;
        self.fs.flush(&self.stage, &mut Flushed::default())
    }

    /// From here on the write will be taken back.
    pub(super) fn turn(&self) -> io::Result<()> {
        match self.fs.rename(&self.stage, FINISH, &self.stage, UNDO, Over::Nothing) {
            Err(error) if error.kind() == ErrorKind::NotFound && self.fs.read(&self.stage, UNDO)? != Found::Nothing => {}
            done => done?,
        }
        // Should this fail, to go on still puts the tree right, unless the power fails as well.
        let _ = self.fs.flush(&self.stage, &mut Flushed::default());
        Ok(())
    }

    /// Makes all folders durable that the write touched.
    pub(super) fn settle(&self) -> io::Result<()> {
        let mut folders = Folders::new(self.fs, self.root);
        let mut flushed = Flushed::default();
        let touched: BTreeSet<&str> = self.journal.steps.iter().flat_map(|step| with_ancestors(step.path.folder())).collect();
        for folder in touched {
            if let Way::Open(at) = folders.find(folder)? {
                self.fs.flush(at, &mut flushed)?;
            }
        }
        Ok(())
    }

    /// Nothing is left to do. What can't be removed now is removed by whoever takes the lock next.
    pub(super) fn close(&self) {
        let _ = self.clear();
    }

    /// Removes the staging folder, the journal first: without it nobody takes the rest for a write
    /// that was interrupted.
    pub(super) fn clear(&self) -> io::Result<()> {
        let mut names = self.fs.names(&self.stage)?;
        names.sort_by_key(|name| name != FINISH && name != UNDO);
        for name in names {
            self.fs.remove(&self.stage, &name)?;
        }
        self.fs.remove_dir(self.home, STAGE)
    }
}

/// A folder and those it stands in, the root too.
fn with_ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |path| (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(outer, _)| outer)))
}
