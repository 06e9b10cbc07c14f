//! Taking the lock of an output root, which mends what was left halfway there.

use super::hold::Lock;
use super::lock_owner::{Holder, sign};
use crate::plan::Content;
use crate::write::disk::folders::Folders;
use crate::write::disk::fs::{Dir, Fs, FsEntry};
use crate::write::disk::system::Disk;
use crate::write::error::{WriteError, cannot};
use crate::write::records::{HOME, identity};
use crate::write::state::State;
use crate::write::transaction::recover::recover;
use crate::write::write_file;
use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// What git leaves alone: it only lives during a write, or belongs to this machine.
const IGNORED: &str = "# written by sw\n/lock\n/tmp/\n/written\n*.tmp\n";

/// The same as earlier versions wrote it: it is brought up to date.
const FORMER: [&str; 2] =
    ["# written by sw\n/lock\n/tmp/\n", "# written by sw\n/lock\n/tmp/\n*.tmp\n"];

impl Lock<'static> {
    /// Takes the lock of an output root, making the root where it is missing, and finishes or takes
    /// back what an earlier process left halfway.
    ///
    /// While another process holds it, `waiting` hears once who that is.
    ///
    /// # Errors
    /// When another process still holds it after `patience`, the root can't be written to, or what
    /// was left halfway can't be mended, or nothing shows that this machine began it.
    pub fn take(
        root: &Path,
        patience: Duration,
        waiting: &mut dyn FnMut(&Holder),
    ) -> Result<Self, WriteError> {
        Self::take_with(&State::of_user(), root, patience, waiting)
    }

    /// [`take`](Lock::take) with state that is not kept in the user's own folder.
    ///
    /// # Errors
    /// Like [`take`](Lock::take).
    pub fn take_with(
        state: &State,
        root: &Path,
        patience: Duration,
        waiting: &mut dyn FnMut(&Holder),
    ) -> Result<Self, WriteError> {
        Lock::take_on(&Disk, state, root, patience, waiting)
    }
}

impl<'a> Lock<'a> {
    /// [`take`](Lock::take) on any file system.
    ///
    /// # Errors
    /// Like [`take`](Lock::take).
    pub fn take_on(
        fs: &'a dyn Fs,
        state: &State,
        root: &Path,
        patience: Duration,
        waiting: &mut dyn FnMut(&Holder),
    ) -> Result<Self, WriteError> {
        let doing = || format!("write to `{}`", root.display());
        let (dir, home, file) = open(fs, root).map_err(cannot(doing))?;
        if !wait(&file, patience, waiting).map_err(cannot(doing))? {
            return Err(WriteError::Locked(Holder::of(&file)));
        }
        sign(&file);
        let identity = identity(root, &dir).map_err(cannot(doing))?;
        let mut lock = Lock {
            fs,
            root: dir,
            home,
            identity,
            state: state.clone(),
            recovered: None,
            _file: file,
        };
        lock.recovered = recover(&lock)?;
        Ok(lock)
    }
}

fn open(fs: &dyn Fs, path: &Path) -> io::Result<(Dir, Dir, File)> {
    std::fs::create_dir_all(path)?;
    let root = fs.open_root(path)?;
    Folders::new(fs, &root).make(HOME)?;
    let home = fs.open_dir(&root, HOME)?;
    let file = fs.open_lock(&home, "lock")?;
    let facts = file.metadata()?;
    // Who holds the lock is written into it: never into a file that has another name as well.
    if !facts.is_file() || facts.nlink() > 1 {
        return Err(io::Error::other("`.specweave/lock` is no plain file of its own: remove it"));
    }
    let is_due = match fs.read(&home, ".gitignore")? {
        FsEntry::File(content) => FORMER.iter().any(|former| content.bytes == former.as_bytes()),
        found => found == FsEntry::Nothing,
    };
    if is_due {
        write_file::put_in(fs, &home, ".gitignore", &Content::new(IGNORED, false))?;
    }
    Ok((root, home, file))
}

/// Whether the lock is ours before patience ends.
fn wait(file: &File, patience: Duration, waiting: &mut dyn FnMut(&Holder)) -> io::Result<bool> {
    let start = Instant::now();
    let mut is_announced = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return Ok(false),
            Err(TryLockError::WouldBlock) if !is_announced => {
                waiting(&Holder::of(file));
                is_announced = true;
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}
