//! A location in a source file.

use serde::{Deserialize, Serialize};

/// A stretch of a source file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file as it is shown: relative to the project, or `std/...`.
    pub file: String,
    /// Where it starts.
    pub start: Point,
    /// Just behind its end; without it, the word at the start.
    pub end: Option<Point>,
}

/// A point in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Point {
    /// Counted from 1.
    pub line: u32,
    /// Counted from 1, in characters.
    pub column: u32,
}

impl Place {
    /// The word that starts at a line and column, both counted from 1.
    pub fn new(file: impl Into<String>, line: u32, column: u32) -> Self {
        Self { file: file.into(), start: Point { line, column }, end: None }
    }

    /// The same start, up to just before `line` and `column`.
    #[must_use]
    pub fn until(mut self, line: u32, column: u32) -> Self {
        self.end = Some(Point { line, column });
        self
    }
}

/// Where nothing is known: the start of a file without a name.
impl Default for Place {
    fn default() -> Self {
        Self::new("", 1, 1)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}
