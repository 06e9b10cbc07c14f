//! Moves a staged file to its place, from another file system too.

use super::journal::{Print, guest_name};
use super::transaction::Job;
use crate::write::disk::folders::{Folders, Way};
use crate::write::disk::fs::{Dir, Flushed, FsEntry, Over};
use crate::write::records::{HOME, STAGE};
use std::io::{self, ErrorKind};

impl Job<'_> {
    /// Whether the file is in its place now; else another process took the place or the file.
    ///
    /// From another file system it can't come in one step: it is first copied beside its place, as
    /// a guest under a name of its own.
    pub(crate) fn bring(
        &self,
        n: usize,
        (staged, print): (&str, Option<&Print>),
        at: &Dir,
        name: &str,
        over: Over,
    ) -> io::Result<bool> {
        if self.is_found {
            self.verify(staged, print)?;
        }
        let moved = self.fs.rename(&self.stage, staged, at, name, over);
        if moved.as_ref().is_err_and(|error| error.kind() != ErrorKind::CrossesDevices) {
            return self.was_taken(moved, staged);
        }
        if moved.is_ok() {
            return Ok(true);
        }
        let FsEntry::File(content) = self.fs.read(&self.stage, staged)? else { return Ok(false) };
        self.remove_guest(n, at)?;
        self.fs.create(at, &guest_name(n), &content)?;
        self.fs.flush(at, &mut Flushed::default())?;
        let moved = self.fs.rename(at, &guest_name(n), at, name, over);
        self.was_taken(moved, staged)
    }

    /// Whether a staged file is still what the journal says; one that is missing was brought already.
    fn verify(&self, staged: &str, print: Option<&Print>) -> io::Result<()> {
        match self.fs.read(&self.stage, staged)? {
            FsEntry::Nothing => Ok(()),
            FsEntry::File(content) if print.is_some_and(|print| print.is_of(&content)) => Ok(()),
            _ => Err(io::Error::other(format!(
                "`{HOME}/{STAGE}/{staged}` is not what the run staged"
            ))),
        }
    }

    /// Removes the guests of a write that was broken off.
    pub(crate) fn send_guests_away(&self) -> io::Result<()> {
        let mut folders = Folders::new(self.fs, self.root);
        for (n, step) in self.journal.steps.iter().enumerate() {
            if let Way::Open(at) = folders.find(step.path.folder())? {
                self.remove_guest(n, at)?;
            }
        }
        Ok(())
    }

    fn remove_guest(&self, n: usize, at: &Dir) -> io::Result<()> {
        match self.fs.remove(at, &guest_name(n)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Distinguishes what another process did from a failure.
    ///
    /// A staged file is only missing after it was brought: then another process removed it from its place.
    fn was_taken(&self, moved: io::Result<()>, staged: &str) -> io::Result<bool> {
        let Err(error) = moved else { return Ok(true) };
        match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::IsADirectory => Ok(false),
            ErrorKind::NotFound if self.fs.read(&self.stage, staged)? == FsEntry::Nothing => {
                Ok(false)
            }
            _ => Err(error),
        }
    }
}
