//! Comments on values: where an author put them.

use super::Value;
use serde::{Deserialize, Serialize};

/// A value and the comments an author put on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commented {
    /// The value itself; never `Commented` again (see [`Value::commented`]).
    pub value: Value,
    /// Lines above the value (`.comment("...")`), without the comment sign.
    pub above: Vec<String>,
    /// The note on the value's own line (`.note("...")`), without the comment sign.
    pub beside: Option<String>,
}

impl Value {
    /// The comments on this value, if it has any.
    pub fn comments(&self) -> Option<&Commented> {
        match self {
            Value::Commented(commented) => Some(commented),
            _ => None,
        }
    }

    /// Puts comment lines above the value, after those it already has.
    pub fn commented(self, lines: impl IntoIterator<Item = String>) -> Value {
        let mut commented = self.into_commented();
        commented.above.extend(lines);
        Value::Commented(Box::new(commented))
    }

    /// Puts a comment beside the value, in place of the one it already has.
    pub fn noted(self, note: impl Into<String>) -> Value {
        let mut commented = self.into_commented();
        commented.beside = Some(note.into());
        Value::Commented(Box::new(commented))
    }

    fn into_commented(self) -> Commented {
        match self {
            Value::Commented(commented) => *commented,
            value => Commented { value, above: Vec::new(), beside: None },
        }
    }
}
