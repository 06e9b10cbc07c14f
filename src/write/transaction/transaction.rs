//! A write that is staged: its journal decides what becomes of it, even if this process dies.

use super::journal::{FINISH, Journal, LARGEST, UNDO, UNSEALED, is_staged};
use crate::diag::words::visible;
use crate::plan::Content;
use crate::write::disk::folders::{Folders, Way};
use crate::write::disk::fs::{Dir, Flushed, Fs, FsEntry, Over};
use crate::write::error::{WriteError, cannot};
use crate::write::lock::hold::Lock;
use crate::write::records::{HOME, STAGE};
use crate::write::state::Key;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};

/// A staged write.
pub(crate) struct Job<'a> {
    pub(crate) fs: &'a dyn Fs,
    pub(crate) root: &'a Dir,
    pub(crate) home: &'a Dir,
    pub(crate) stage: Dir,
    pub(crate) journal: Journal,
    /// Whether another process staged it: then each file is verified against the journal before it is put in its place.
    pub(crate) is_found: bool,
}

impl<'a> Job<'a> {
    /// Makes the staging folder.
    pub(crate) fn new(lock: &'a Lock) -> Result<Self, WriteError> {
        let (fs, root, home) = (lock.fs, &lock.root, &lock.home);
        let stage = fs.make_dir(home, STAGE).and_then(|()| fs.open_dir(home, STAGE));
        let stage = stage.map_err(cannot(|| format!("make the folder `{HOME}/{STAGE}`")))?;
        Ok(Self { fs, root, home, stage, journal: Journal::default(), is_found: false })
    }

    /// The write that an earlier process left.
    pub(crate) fn found(lock: &'a Lock, stage: Dir, journal: Journal) -> Self {
        Self { fs: lock.fs, root: &lock.root, home: &lock.home, stage, journal, is_found: true }
    }

    /// From here on the write will be finished: the journal gets its name when all else is safe.
    pub(crate) fn seal(&mut self, key: Option<&Key>, root: &str) -> io::Result<()> {
        self.journal.seal(key, root);
        let text = serde_json::to_vec(&self.journal)?;
        if text.len() > LARGEST {
            return Err(io::Error::new(
                ErrorKind::FileTooLarge,
                "the run changes too many files at once; divide it with `--env`, or by recipe",
            ));
        }
        self.fs.create(&self.stage, UNSEALED, &Content { bytes: text, mode: 0o644 })?;
        self.fs.flush(&self.stage, &mut Flushed::default())?;
        self.fs.rename(&self.stage, UNSEALED, &self.stage, FINISH, Over::Nothing)?;
        self.fs.flush(&self.stage, &mut Flushed::default())
    }

    /// From here on the write will be taken back.
    pub(crate) fn turn(&self) -> io::Result<()> {
        match self.fs.rename(&self.stage, FINISH, &self.stage, UNDO, Over::Nothing) {
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && self.fs.read(&self.stage, UNDO)? != FsEntry::Nothing => {}
            done => done?,
        }
        // Should this fail, to go on still puts the tree right, unless the power fails as well.
        let _ = self.fs.flush(&self.stage, &mut Flushed::default());
        Ok(())
    }

    /// Makes all folders durable that the write touched.
    pub(crate) fn settle(&self) -> io::Result<()> {
        let mut folders = Folders::new(self.fs, self.root);
        let mut flushed = Flushed::default();
        let direct: BTreeSet<&str> =
            self.journal.steps.iter().map(|step| step.path.folder()).collect();
        let touched: BTreeSet<&str> = direct.into_iter().flat_map(with_ancestors).collect();
        for folder in touched {
            if let Way::Open(at) = folders.find(folder)? {
                self.fs.flush(at, &mut flushed)?;
            }
        }
        Ok(())
    }

    /// Nothing is left to do. What can't be removed now is removed by anyone who takes the lock next.
    pub(crate) fn close(&self) {
        let _ = self.clear();
    }

    /// Removes the staging folder, the journal first: without it no one takes the rest for a write
    /// that was interrupted. What no write has put there stays.
    pub(crate) fn clear(&self) -> io::Result<()> {
        let (mut names, others): (Vec<String>, Vec<String>) =
            self.fs.names(&self.stage)?.into_iter().partition(|name| is_staged(name));
        names.sort_by_key(|name| name != FINISH && name != UNDO);
        for name in names {
            self.fs.remove(&self.stage, &name)?;
        }
        if let Some(other) = others.first() {
            return Err(io::Error::other(format!(
                "it holds `{}`, which `sw` did not put there: look at it and remove it",
                visible(other)
            )));
        }
        self.fs.remove_dir(self.home, STAGE)
    }
}

/// A folder and those it is in, the root too.
fn with_ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |path| {
        (!path.is_empty()).then(|| path.rsplit_once('/').map_or("", |(outer, _)| outer))
    })
}
