//! What a recipe asks the user who runs it.

use serde::{Deserialize, Serialize};

/// A question of a recipe to the user who runs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is called.
    pub name: String,
    /// What it is, in words: `a number`, `how many web servers (a number)`.
    pub what: String,
    /// What can be answered.
    pub kind: AnswerKind,
}

/// What can be answered to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerKind {
    /// Any text.
    Text,
    /// A number, as a recipe would write it.
    Number,
    /// `true` or `false`.
    Bool,
    /// One of these.
    OneOf(Vec<String>),
    /// The name of one of these environments: the run is then for this one, as with `--env`.
    Environment(Vec<String>),
}

impl Question {
    /// All that can be answered, when that is few.
    pub fn choices(&self) -> &[String] {
        match &self.kind {
            AnswerKind::OneOf(choices) | AnswerKind::Environment(choices) => choices,
            AnswerKind::Text | AnswerKind::Number | AnswerKind::Bool => &[],
        }
    }
}
