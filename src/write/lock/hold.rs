//! One writer at a time: the lock of an output root.

use crate::write::disk::fs::{Dir, Fs};
use crate::write::recovered::Recovered;
use crate::write::state::State;
use std::fs::File;

/// The only way to write to an output root. Anyone who holds it finds nothing half done there.
///
/// The system frees the lock when its process ends, however it ends.
pub struct Lock<'a> {
    pub(crate) fs: &'a dyn Fs,
    pub(crate) root: Dir,
    /// The folder `.specweave`.
    pub(crate) home: Dir,
    /// Which root it is, for records of it.
    pub(crate) identity: String,
    /// Where this machine keeps what shows that it wrote something.
    pub(crate) state: State,
    /// What became of a write that an earlier process left halfway.
    pub recovered: Option<Recovered>,
    /// Holds the lock for as long as it is open.
    pub(super) _file: File,
}
