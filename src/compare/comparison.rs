//! What differs in all files of a run.

use crate::diag::FORMAT_VERSION;
use crate::model::FileComparison;
use schemars::JsonSchema;
use serde::Serialize;

/// What differs between two environments: what `sw diff --format json` prints.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    /// The version of this format: a new minor version only adds fields.
    pub format_version: &'static str,
    /// The name of the first environment.
    pub from: String,
    /// The name of the second environment.
    pub to: String,
    /// The files that differ, in the order of their paths.
    pub files: Vec<FileComparison>,
}

impl Comparison {
    /// What differs between two environments of these names.
    pub fn new(from: &str, to: &str, mut files: Vec<FileComparison>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { format_version: FORMAT_VERSION, from: from.into(), to: to.into(), files }
    }

    /// Whether anything differs, if only the name of the environment.
    pub fn is_difference(&self) -> bool {
        !self.files.is_empty()
    }
}
