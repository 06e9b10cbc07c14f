//! Carries out what is staged, or takes it back.
//!
//! Both directions look at each file first and act on what they find. So they can be broken off
//! anywhere and begun again, and what another process changed meanwhile is left alone.

use super::journal::{State, Step, new_name, old_name};
use super::transaction::Job;
use crate::model::FilePath;
use crate::write::disk::folders::{Folders, Way};
use crate::write::disk::fs::Over;
use crate::write::error::{WriteError, cannot};
use std::io;

impl Job<'_> {
    /// Writes everything, or takes back what was done.
    pub(crate) fn commit(&self) -> Result<(), WriteError> {
        let done = self.forward().and_then(|left| {
            left.into_iter().next().map_or(Ok(()), |path| Err(WriteError::Changed(path)))
        });
        let Err(first) = done else {
            self.close();
            return Ok(());
        };
        match self.back() {
            Ok(_) => {
                self.close();
                Err(first)
            }
            Err(then) => Err(WriteError::Halfway { first: Box::new(first), then: Box::new(then) }),
        }
    }

    /// Carries out every step that isn't done; returns the files that another process changed.
    pub(crate) fn forward(&self) -> Result<Vec<FilePath>, WriteError> {
        let mut folders = Folders::new(self.fs, self.root);
        let mut left = Vec::new();
        for (n, step) in self.journal.steps.iter().enumerate() {
            let verb = if step.new.is_some() { "write" } else { "delete" };
            if !self
                .step(n, step, &mut folders)
                .map_err(cannot(|| format!("{verb} `{}`", step.path)))?
            {
                left.push(step.path.clone());
            }
        }
        self.settle().map_err(cannot(|| "make the written files durable".into()))?;
        Ok(left)
    }

    /// Takes back every step that is done; returns the files that another process changed.
    pub(crate) fn back(&self) -> Result<Vec<FilePath>, WriteError> {
        self.turn().map_err(cannot(|| "record that the write is taken back".into()))?;
        self.send_guests_away().map_err(cannot(|| "remove a temporary file".into()))?;
        let mut folders = Folders::new(self.fs, self.root);
        let mut left = Vec::new();
        for (n, step) in self.journal.steps.iter().enumerate().rev() {
            if !self
                .step_back(n, step, &mut folders)
                .map_err(cannot(|| format!("put `{}` back", step.path)))?
            {
                left.push(step.path.clone());
            }
        }
        for path in self.journal.folders.iter().rev() {
            folders.remove_one(path).map_err(cannot(|| format!("remove the folder `{path}`")))?;
        }
        self.settle().map_err(cannot(|| "make the files durable that were put back".into()))?;
        Ok(left)
    }

    /// Whether the step is done now; else another process changed the file.
    fn step(&self, n: usize, step: &Step, folders: &mut Folders) -> io::Result<bool> {
        if step.new.is_none() {
            return self.prune(step, folders);
        }
        let Way::Open(at) = folders.make(step.path.folder())? else { return Ok(false) };
        match step.state(&self.fs.read(at, step.path.name())?) {
            State::New => Ok(true),
            State::Other => Ok(false),
            State::Old => self.bring(
                n,
                (&new_name(n), step.new.as_ref()),
                at,
                step.path.name(),
                over(step.old.is_some()),
            ),
        }
    }

    fn prune(&self, step: &Step, folders: &mut Folders) -> io::Result<bool> {
        let (folder, name) = (step.path.folder(), step.path.name());
        let at = match folders.find(folder)? {
            Way::Open(at) => Some(at),
            Way::Missing => None,
            Way::Blocked => return Ok(false),
        };
        if let Some(at) = at {
            match step.state(&self.fs.read(at, name)?) {
                State::New => {}
                State::Other => return Ok(false),
                State::Old => self.fs.remove(at, name)?,
            }
        }
        folders.remove_empty(folder).map(|()| true)
    }

    /// Whether the file is again as it was; else another process changed it.
    fn step_back(&self, n: usize, step: &Step, folders: &mut Folders) -> io::Result<bool> {
        let (folder, name) = (step.path.folder(), step.path.name());
        let at =
            match if step.old.is_some() { folders.make(folder)? } else { folders.find(folder)? } {
                Way::Open(at) => at,
                Way::Missing => return Ok(true),
                Way::Blocked => return Ok(false),
            };
        match step.state(&self.fs.read(at, name)?) {
            State::Old => Ok(true),
            State::Other => Ok(false),
            State::New if step.old.is_none() => self.fs.remove(at, name).map(|()| true),
            State::New => {
                self.bring(n, (&old_name(n), step.old.as_ref()), at, name, over(step.new.is_some()))
            }
        }
    }
}

fn over(something: bool) -> Over {
    if something { Over::File } else { Over::Nothing }
}
