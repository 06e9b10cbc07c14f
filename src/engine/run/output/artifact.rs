//! What is emitted: files that belong together.

use crate::model::FileText;

/// Files that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Artifact {
    /// What it is, in words: `a Terraform root`.
    pub kind: &'static str,
    /// Where it goes by convention: a folder ends in `/`.
    pub place: String,
    /// Its files; the paths start at `place` when that is a folder, and are empty when it is a file.
    pub parts: Vec<Part>,
}

/// One file of an [`Artifact`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The path inside the artifact's folder; empty for an artifact that is a single file.
    pub path: String,
    /// What is written.
    pub text: FileText,
    /// Whether it may be executed.
    pub executable: bool,
    /// The environment it belongs to, where that is not the one of the emit.
    pub environment: Option<String>,
}

impl Part {
    /// The one file of an artifact, with this text.
    pub fn of(text: impl Into<FileText>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}
