//! One generated file.

use super::path::FilePath;
use crate::diag::{Call, Diagnostic, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A file that a recipe emitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Where it goes, from the output root.
    pub path: FilePath,
    /// What is written: always with `\n` line ends.
    pub text: FileText,
    /// Whether it may be executed (mode 0755 instead of 0644).
    pub executable: bool,
    /// The environment it belongs to; none belongs to all.
    pub environment: Option<String>,
    /// How much of the file is ours.
    pub own: Own,
    /// Where in the recipe it was emitted.
    pub origin: Origin,
}

/// The text of a file: copies of it are one text.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileText(Arc<String>);

impl Deref for FileText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for FileText {
    fn from(text: T) -> Self {
        Self(Arc::new(text.into()))
    }
}

impl FileText {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for FileText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for FileText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for FileText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// How much of a file on disk belongs to the recipe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Own {
    /// All of it.
    #[default]
    Whole,
    /// A marked block in a file that people also edit.
    Block,
    /// Nothing once it is there: it is written when absent, then it is theirs.
    Seed,
}

/// Which emit made a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The recipe whose run it was, as its path is shown: `deploy.rhai`.
    pub recipe: String,
    /// The number of the emit in this run, counted from 0.
    pub emit: u32,
    /// The place of the emit.
    pub place: Place,
    /// The calls that led there, innermost first, where known.
    pub calls: Vec<Call>,
}

impl Origin {
    /// A message about what was emitted, at the place of the emit.
    pub fn locate(&self, message: Diagnostic) -> Diagnostic {
        Diagnostic { trace: self.calls.clone(), ..message.at(self.place.clone()) }
    }
}
