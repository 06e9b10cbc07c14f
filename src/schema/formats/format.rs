//! What a way of writing a value is.

use crate::schema::model::kinds::Kinds;
use crate::value::Value;

/// A way of writing a value.
#[derive(Debug)]
pub struct Format {
    /// What tables call it.
    pub name: &'static str,
    /// What is written that way, with its article: `a duration`.
    pub what: &'static str,
    /// What it looks like, in backticks.
    pub example: &'static str,
    /// The kinds of values that can be.
    pub kinds: Kinds,
    /// Whether a value of these kinds is written that way.
    pub holds: fn(&Value) -> bool,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
