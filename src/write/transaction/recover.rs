//! Mends what a process that died left halfway.

use super::journal::Journal;
use super::leftover::{Rest, look};
use super::transaction::Job;
use crate::model::FilePath;
use crate::write::error::{WriteError, cannot};
use crate::write::lock::hold::Lock;
use crate::write::records::{HOME, STAGE};
use crate::write::recovered::Recovered;
use std::io::ErrorKind;
use std::path::Path;

/// Whether a write was left halfway, or is just on its way: `leftover` says which.
pub fn interrupted(root: &Path) -> bool {
    root.join(HOME).join(STAGE).symlink_metadata().is_ok()
}

/// Finishes what was to be finished and takes back what was to be taken back, if this machine began it.
pub(crate) fn recover(lock: &Lock) -> Result<Option<Recovered>, WriteError> {
    let stage = match lock.fs.open_dir(&lock.home, STAGE) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(cannot(|| format!("open the folder `{HOME}/{STAGE}`")))?,
    };
    let key = lock.state.key();
    match look(lock.fs, &stage, key.as_ref(), &lock.identity)
        .map_err(cannot(|| format!("read what is in `{HOME}/{STAGE}`")))?
    {
        Rest::TakeBack(journal) => take_back(&Job::found(lock, stage, journal)).map(Some),
        Rest::Finish(journal) => finish(&Job::found(lock, stage, journal)).map(Some),
        Rest::Foreign(foreign) => Err(WriteError::Foreign(foreign)),
        Rest::Staged => {
            let job = Job::found(lock, stage, Journal::default());
            job.clear().map_err(cannot(|| format!("remove the folder `{HOME}/{STAGE}`")))?;
            Ok(None)
        }
    }
}

fn finish(job: &Job) -> Result<Recovered, WriteError> {
    let done = job
        .send_guests_away()
        .map_err(cannot(|| "remove a temporary file".into()))
        .and_then(|()| job.forward());
    match done {
        Ok(left) => {
            job.close();
            Ok(recovered(job, true, left))
        }
        Err(first) => take_back(job)
            .map_err(|then| WriteError::Halfway { first: Box::new(first), then: Box::new(then) }),
    }
}

fn take_back(job: &Job) -> Result<Recovered, WriteError> {
    let left = job.back()?;
    job.close();
    Ok(recovered(job, false, left))
}

fn recovered(job: &Job, finished: bool, left: Vec<FilePath>) -> Recovered {
    Recovered {
        finished,
        files: job.journal.steps.iter().map(|step| step.path.clone()).collect(),
        left,
    }
}
