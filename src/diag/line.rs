//! A line that a recipe says, and where it does.

use super::place::Place;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a recipe printed, or what its trace says of a call.
///
/// ```
/// use sw::diag::{Line, Place};
/// let line = Line { text: "8080".into(), place: Some(Place::new("lib/web.rhai", 12, 5)) };
/// assert_eq!((line.to_string(), line.located()), ("8080".into(), "lib/web.rhai:12: 8080".into()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it says; a text may have several lines of its own.
    pub text: String,
    /// The call that says it, in the file that makes the call.
    pub place: Option<Place>,
}

impl Line {
    /// The text behind its file and line.
    pub fn located(&self) -> String {
        match &self.place {
            Some(Place { file, start, .. }) => format!("{file}:{}: {}", start.line, self.text),
            None => self.text.clone(),
        }
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
