//! What an earlier process left in the staging folder, and whether this machine may go on with it.

use super::journal::{FINISH, Journal, LARGEST, Step, UNDO};
use crate::diag::words;
use crate::files::private;
use crate::write::disk::fs::{Dir, Fs, FsEntry};
use crate::write::disk::system::Disk;
use crate::write::foreign::Foreign;
use crate::write::records::{HOME, STAGE, identity};
use crate::write::state::{Key, State};
use std::io;
use std::path::Path;

/// What became of an earlier write, as far as it can be seen without changing anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// This machine began it: [`Lock::take`](crate::write::lock::hold::Lock::take) finishes it or takes it back.
    Own,
    /// Nothing shows that this machine began it: it is left alone.
    Foreign(Foreign),
}

/// What is to be done with a staging folder.
pub(crate) enum Rest {
    /// Nothing counts yet: the tree was not touched.
    Staged,
    Finish(Journal),
    TakeBack(Journal),
    Foreign(Foreign),
}

/// How many files are named.
const NAMED: usize = 10;

/// What was left in an output root by a process that died, or is just being written by another one; none when the tree
/// is not concerned. Nothing is changed.
pub fn leftover(root: &Path, state: &State) -> Option<Leftover> {
    let found = Disk.open_root(root).and_then(|dir| {
        let stage = Disk.open_dir(&Disk.open_dir(&dir, HOME)?, STAGE)?;
        look(&Disk, &stage, state.key().as_ref(), &identity(root, &dir)?)
    });
    match found {
        Ok(Rest::Finish(_) | Rest::TakeBack(_)) => Some(Leftover::Own),
        Ok(Rest::Foreign(foreign)) => Some(Leftover::Foreign(foreign)),
        // What can't be opened is no journal; a command that writes there reports what is in the way.
        Ok(Rest::Staged) | Err(_) => None,
    }
}

/// Looks for a journal, and whether it may be carried out.
pub(crate) fn look(fs: &dyn Fs, stage: &Dir, key: Option<&Key>, root: &str) -> io::Result<Rest> {
    for (name, rest) in [(UNDO, Rest::TakeBack as fn(Journal) -> Rest), (FINISH, Rest::Finish)] {
        let content = match fs.read(stage, name)? {
            FsEntry::Nothing => continue,
            FsEntry::File(content) if content.bytes.len() <= LARGEST => content,
            FsEntry::File(_) | FsEntry::Other => {
                return Ok(foreign(
                    format!("`{name}` is no plain file of less than {} MiB", LARGEST >> 20),
                    &[],
                    false,
                ));
            }
        };
        let journal: Journal = match serde_json::from_slice(&content.bytes) {
            Ok(journal) => journal,
            Err(error) => return Ok(foreign(format!("`{name}` is damaged: {error}"), &[], false)),
        };
        return Ok(match doubt(&journal, key, root) {
            None => rest(journal),
            Some(why) => foreign(why.into(), &journal.steps, name == UNDO),
        });
    }
    Ok(Rest::Staged)
}

/// Why a journal is not carried out.
fn doubt(journal: &Journal, key: Option<&Key>, root: &str) -> Option<&'static str> {
    let replaces = |step: &Step| step.old.is_some() && private(step.path.as_str()).is_some();
    if key.is_none() {
        Some("this user has no key of `sw` on this machine, which would show what was begun here")
    } else if !journal.is_sealed(key, root) {
        Some(
            "it was begun on another machine, by another user or for another folder, or it came with a clone",
        )
    } else {
        journal
            .steps
            .iter()
            .any(replaces)
            .then_some("it changes files that may hold secrets, which `sw` never does")
    }
}

fn foreign(why: String, steps: &[Step], is_undo: bool) -> Rest {
    let act = |step: &Step| {
        let stays = if is_undo { step.old.is_some() } else { step.new.is_some() };
        format!("{} `{}`", if stays { "write" } else { "delete" }, step.path)
    };
    let mut acts: Vec<String> = steps.iter().take(NAMED).map(act).collect();
    if steps.len() > NAMED {
        acts.push(format!("change {}", words::count(steps.len() - NAMED, "more file")));
    }
    Rest::Foreign(Foreign { why, acts })
}
