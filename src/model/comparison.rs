//! What differs between the files of two environments, as plain data.

use crate::diag::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What differs in a file, or that only one environment has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileComparison {
    /// Its path, with the parts that differ as `{staging => production}`.
    pub path: String,
    /// Its path in the first environment; null when it is not there.
    pub old_path: Option<String>,
    /// Its path in the second environment; null when it is not there.
    pub new_path: Option<String>,
    /// The call that emits it, of a file that only one environment has.
    pub place: Option<RecipePlace>,
    /// What differs in it, in the order of the file.
    pub changes: Vec<Change>,
}

impl FileComparison {
    /// Whether only one of the environments has it.
    pub fn is_alone(&self) -> bool {
        self.old_path.is_none() || self.new_path.is_none()
    }

    /// How many of its values differ in the environment's name only.
    pub fn names(&self) -> usize {
        self.changes.iter().filter(|change| change.kind == ChangeKind::Name).count()
    }
}

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The object or block that it is in: `Deployment web`, `resource aws_vpc.main`; null where the file has no such parts.
    pub part: Option<String>,
    /// Where it is in that; empty for all of it.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// The value in the first environment; null also when it is not there.
    pub old: Option<serde_json::Value>,
    /// The value in the second environment; null also when it is not there.
    pub new: Option<serde_json::Value>,
    /// Where the recipe says the first value.
    pub old_place: Option<RecipePlace>,
    /// Where the recipe says the second value.
    pub new_place: Option<RecipePlace>,
}

/// How a value differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the second environment has it.
    Added,
    /// Only the first environment has it.
    Removed,
    /// Both have it, with other values.
    Changed,
    /// Both have it, and the values are the same but for the name of the environment.
    Name,
}

/// A position in a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecipePlace {
    /// The recipe or library.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl From<&Place> for RecipePlace {
    fn from(place: &Place) -> Self {
        Self { file: place.file.clone(), line: place.start.line, column: place.start.column }
    }
}
