//! What anyone who runs a recipe should know: what was not checked, and what was changed in what a library made.

use super::path::FilePath;
use crate::diag::Place;
use serde::{Deserialize, Serialize};

/// A part of a file that was not checked against what its tool accepts, or that a recipe changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What about it.
    pub kind: NoticeKind,
    /// The reason that its author gives, the provider of which no schema is known, or what was changed.
    pub subject: String,
    /// The file.
    pub path: FilePath,
    /// Where in it.
    pub inside: String,
    /// Where in the recipe.
    pub place: Place,
}

/// What there is to know about a part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeKind {
    /// Its author asked for that.
    Unchecked,
    /// No schema of it is known.
    Unknown,
    /// The recipe changed what it, or a library, had declared.
    Changed,
}
