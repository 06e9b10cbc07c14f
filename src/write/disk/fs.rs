//! The few things this room does to a file system, each by an open folder and a name in it.
//!
//! A path is walked once, folder by folder, without following a link. What is done afterwards is
//! done in the open folder, so that no one can turn it elsewhere by swapping a folder for a link.

use crate::plan::Content;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

/// An open folder.
#[derive(Debug)]
pub struct Dir(pub(crate) OwnedFd);

/// What is under a name.
#[derive(Debug, PartialEq, Eq)]
pub enum FsEntry {
    /// Nothing.
    Nothing,
    /// A plain file.
    File(Content),
    /// A link, a folder, a device, or a file that is larger than any that is written.
    Other,
}

/// What a rename may do to the name it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Fail when there is something already.
    Nothing,
    /// Replace the file that is there.
    File,
}

/// A file system. [`Disk`](super::system::Disk) is the real one; tests put one in front of it that fails.
///
/// No call follows a link in the last part of a name, and each either happens or does not, except
/// for `create`, which may leave half a file.
pub trait Fs: Sync {
    /// Opens the output root, following links: it is the user's own choice.
    fn open_root(&self, path: &Path) -> io::Result<Dir>;
    /// Opens a folder in a folder; a link is no folder.
    fn open_dir(&self, at: &Dir, name: &str) -> io::Result<Dir>;
    /// Makes a folder.
    fn make_dir(&self, at: &Dir, name: &str) -> io::Result<()>;
    /// The names in a folder.
    fn names(&self, at: &Dir) -> io::Result<Vec<String>>;
    /// What is under a name, with the content of a file.
    fn read(&self, at: &Dir, name: &str) -> io::Result<FsEntry>;
    /// Makes a new file.
    fn create(&self, at: &Dir, name: &str, content: &Content) -> io::Result<()>;
    /// Opens a file that processes lock, making it where it is missing.
    fn open_lock(&self, at: &Dir, name: &str) -> io::Result<std::fs::File>;
    /// Gives a file a second name.
    fn link(&self, at: &Dir, name: &str, to: &Dir, new: &str) -> io::Result<()>;
    /// Moves a file.
    fn rename(&self, at: &Dir, name: &str, to: &Dir, new: &str, over: Over) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, at: &Dir, name: &str) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_dir(&self, at: &Dir, name: &str) -> io::Result<()>;
    /// Makes durable what was done in a folder. Where the system can do that for a whole file
    /// system at once, it is done once for each: `flushed` remembers which.
    fn flush(&self, at: &Dir, flushed: &mut Flushed) -> io::Result<()>;
}

/// The file systems that were made durable.
#[derive(Debug, Default)]
pub struct Flushed(pub(crate) Vec<u64>);
