//! A part of a file, which is compared with its counterpart.

use crate::value::{Path, Value};

/// An object of a file, a block of it, or all of it.
pub(crate) struct Part {
    /// What it is matched by.
    pub(crate) key: String,
    /// What people call it; none for a file as a whole.
    pub(crate) name: Option<String>,
    /// Its number in the file.
    pub(crate) number: usize,
    /// Where it is in the file.
    pub(crate) base: Path,
    pub(crate) value: Value,
}

impl Part {
    pub(crate) fn new(key: String, name: Option<String>, base: Path, value: Value) -> Self {
        Self { key, name, number: 0, base, value }
    }

    pub(crate) fn whole(value: Value) -> Self {
        Self::new(String::new(), None, Path::root(), value)
    }
}
