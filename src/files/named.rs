//! Files that a person named on the command line.

use super::error::FileError;
use super::folder::Folder;
use super::opened::Opened;
use std::path::{Component, Path, PathBuf};

/// The text of a file that a person named. Inside the project at `root` it is read as recipes read: a clone may hold
/// links. Elsewhere it can be any plain file.
///
/// # Errors
/// When it is no plain file, is larger than `most` bytes, or is no text.
pub fn named(root: &Path, path: &Path, most: u64) -> Result<String, FileError> {
    let path = without_dots(path);
    match path.strip_prefix(without_dots(root)) {
        Ok(inside) => {
            Folder::open(root)?.public(&inside.to_string_lossy().replace('\\', "/"))?.text(most)
        }
        Err(_) => Opened::behind(&path)?.text(most),
    }
}

/// A path without `.` and `..`, by its text alone.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}
