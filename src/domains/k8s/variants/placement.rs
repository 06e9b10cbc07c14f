//! Where a package is written.

use crate::engine::Around;
use crate::util::lock::lock;
use std::sync::Mutex;

/// The folder of a package, with `/` at its end: the conventional one until an emit names another.
pub(crate) struct Placement {
    conventional: String,
    named: Mutex<Option<String>>,
}

impl Placement {
    /// A package that goes to `conventional` unless an emit says otherwise.
    pub(crate) fn new(conventional: String) -> Self {
        Self { conventional, named: Mutex::default() }
    }

    /// Where the package is, as far as that is known.
    pub(crate) fn path(&self) -> String {
        lock(&self.named).clone().unwrap_or_else(|| self.conventional.clone())
    }

    /// Keeps where it is emitted; one that is only looked at stays where it is.
    pub(crate) fn emit(&self, around: &Around<'_>) {
        if let Some(path) = around.path.filter(|_| !around.is_preview) {
            *lock(&self.named) = Some(format!("{}/", path.trim_end_matches('/')));
        }
    }
}
