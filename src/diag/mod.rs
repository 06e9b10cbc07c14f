//! Messages to a person: plain data here, rendered in [`render`].
//!
//! Code that finds a problem says what happened, why, and what to do next. Who knows the place
//! adds it. Nothing in here knows colours, terminals or the engine.

pub mod render;
pub mod suggest;
pub mod words;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The run goes on.
    Warning,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable kebab-case word: `unknown-option`. `sw explain CODE` has a page on it.
    pub code: Cow<'static, str>,
    /// What happened: one sentence, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where, in a source that the author can open.
    pub place: Option<Place>,
    /// What stands under the marked source: `did you mean ...`, `expected text`.
    pub label: Option<String>,
    /// Which calls led there, innermost first.
    pub trace: Vec<Call>,
    /// Other places that matter, each with what it has to do with this.
    pub related: Vec<(Place, String)>,
    /// Why: facts that explain the message.
    pub notes: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
}

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

/// A call on the way to a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What happened there, as the author knows it: `` `app` was called `` or `it was imported`.
    pub what: String,
    /// Where the call stands.
    pub place: Place,
}

impl Diagnostic {
    /// An error without a place yet.
    ///
    /// ```
    /// use sw::diag::Diagnostic;
    /// let error = Diagnostic::error("unknown-option", "`buckett` is not an option of `backend`").hint("did you mean `bucket`?");
    /// assert_eq!(error.hints, ["did you mean `bucket`?"]);
    /// ```
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: code.into(),
            message: message.into(),
            place: None,
            label: None,
            trace: Vec::new(),
            related: Vec::new(),
            notes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Says where, unless that is already known.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = self.place.or_else(|| place.into());
        self
    }

    /// Says what stands under the marked source.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a next step; `None` adds nothing.
    #[must_use]
    pub fn hint<'a>(mut self, hint: impl Into<Option<&'a str>>) -> Self {
        self.hints.extend(hint.into().map(str::to_string));
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
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

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}
