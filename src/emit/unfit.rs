//! What a format can't carry.

use crate::value::{Path, Trail};
use std::fmt;

/// A value that a format has no way to write.
///
/// Shown, it is a message: `` `spec.host` is null, which TOML doesn't have ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Where it is in what was to be written.
    pub path: Path,
    /// What it is and why that doesn't fit: the end of a sentence that starts with the path.
    pub reason: String,
}

impl Unfit {
    pub(super) fn new(trail: &Trail<'_>, reason: impl Into<String>) -> Self {
        Self { path: trail.path(), reason: reason.into() }
    }

    pub(super) fn tag(tag: &str, trail: &Trail<'_>) -> Self {
        Self::new(trail, format!("has the tag `!{tag}`, which only YAML has"))
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, reason } = self;
        if path.is_root() { write!(f, "the root {reason}") } else { write!(f, "`{path}` {reason}") }
    }
}

impl std::error::Error for Unfit {}
