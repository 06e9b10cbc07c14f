//! Mends what a process that died left halfway.

use super::error::{WriteError, cannot};
use super::fs::{Dir, Found};
use super::job::{Job, STAGE};
use super::journal::{FINISH, Journal, UNDO};
use super::lock::{HOME, Lock};
use crate::diag::{Diagnostic, words};
use crate::model::FilePath;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What became of a write that was left halfway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Whether it was finished; else it was taken back.
    pub finished: bool,
    /// How many files it was about.
    pub files: usize,
    /// Files that somebody changed since; they were left alone.
    pub left: Vec<FilePath>,
}

/// Whether a write was left halfway, or is just on its way: then [`Lock::take`] mends it, or waits.
pub fn interrupted(root: &Path) -> bool {
    root.join(HOME).join(STAGE).symlink_metadata().is_ok()
}

/// Finishes what was to be finished and takes back what was to be taken back.
pub(super) fn recover(lock: &Lock) -> Result<Option<Recovered>, WriteError> {
    let stage = match lock.fs.open_dir(&lock.home, STAGE) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(cannot(|| format!("open the folder `{HOME}/{STAGE}`")))?,
    };
    if let Some(journal) = read(lock, &stage, UNDO)? {
        return take_back(&Job::found(lock, stage, journal)).map(Some);
    }
    match read(lock, &stage, FINISH)? {
        Some(journal) => finish(&Job::found(lock, stage, journal)).map(Some),
        None => {
            let job = Job::found(lock, stage, Journal::default());
            job.clear().map_err(cannot(|| format!("remove the folder `{HOME}/{STAGE}`")))?;
            Ok(None)
        }
    }
}

fn finish(job: &Job) -> Result<Recovered, WriteError> {
    let done = job.send_guests_away().map_err(cannot(|| "remove a temporary file".into())).and_then(|()| job.forward());
    match done {
        Ok(left) => {
            job.close();
            Ok(Recovered { finished: true, files: job.journal.steps.len(), left })
        }
        Err(first) => take_back(job).map_err(|then| WriteError::Halfway { first: Box::new(first), then: Box::new(then) }),
    }
}

fn take_back(job: &Job) -> Result<Recovered, WriteError> {
    let left = job.back()?;
    job.close();
    Ok(Recovered { finished: false, files: job.journal.steps.len(), left })
}

fn read(lock: &Lock, stage: &Dir, name: &str) -> Result<Option<Journal>, WriteError> {
    let doing = || format!("read `{HOME}/{STAGE}/{name}`");
    match lock.fs.read(stage, name).map_err(cannot(doing))? {
        Found::Nothing => Ok(None),
        Found::File(content) => serde_json::from_slice(&content.bytes).map(Some).map_err(|error| not_ours(&error)).map_err(cannot(doing)),
        Found::Other => Err(io::Error::other("it is not a plain file")).map_err(cannot(doing)),
    }
}

fn not_ours(error: &serde_json::Error) -> io::Error {
    io::Error::other(format!("{error}: `sw` did not write that, so look at the folder and remove it"))
}

impl Recovered {
    /// The message about it.
    pub fn diagnostic(&self) -> Diagnostic {
        let what = if self.finished { "finished" } else { "taken back" };
        let files = words::count(self.files, "file");
        let note = Diagnostic::warning("interrupted", format!("an earlier run stopped while it wrote {files}; that was {what} now"));
        if self.left.is_empty() {
            return note;
        }
        let names = words::list(self.left.iter().map(FilePath::as_str), "and");
        note.note(format!("{names} changed since and stayed as found")).hint("look at the diff of the next plan")
    }
}
