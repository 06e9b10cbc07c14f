//! What was not checked, which anyone who runs a recipe should know.

use super::path::FilePath;
use crate::diag::Place;
use serde::{Deserialize, Serialize};

/// A part of a file that was not checked against what its tool accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Why it was not.
    pub kind: NoticeKind,
    /// What it is about: the reason that its author gives, or the provider of which no schema is known.
    pub subject: String,
    /// The file.
    pub path: FilePath,
    /// Where in it.
    pub inside: String,
    /// Where in the recipe.
    pub place: Place,
}

/// Why something was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeKind {
    /// Its author asked for that.
    Unchecked,
    /// No schema of it is known.
    Unknown,
}
