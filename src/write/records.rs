//! Where `sw` keeps its own records below an output root.

use super::disk::fs::Dir;
use std::io;
use std::path::Path;

/// The folder of `sw`'s own records, from the output root.
pub(super) const HOME: &str = ".specweave";

/// The staging folder inside [`HOME`].
pub(super) const STAGE: &str = "tmp";

/// The record of what was written, in the folder of records and while it is staged.
pub(super) const WRITTEN: &str = "written";

/// Which root a record is for: by its path, and by the folder that is there now. The device is none of it: after
/// a start of the system it may have another number.
pub(super) fn identity(path: &Path, root: &Dir) -> io::Result<String> {
    let path = path.canonicalize()?;
    Ok(format!("{} {}", rustix::fs::fstat(&root.0)?.st_ino, path.display()))
}
