//! One message: what happened, where, why, and what to do next.

use super::letters::is_harmful;
use super::words::{line, visible};
use crate::diag::place::Place;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

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
    /// A stable kebab-case word: `unknown-option`. [`codes`](super::codes) has a page on it.
    pub code: Cow<'static, str>,
    /// What happened: one sentence, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where, in a source that the author can open.
    pub place: Option<Place>,
    /// What is under the marked source: `did you mean ...`, `expected text`.
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

/// A call on the way to a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What happened there, as the author knows it: `` `app` was called `` or `it was imported`.
    pub what: String,
    /// The location of the call.
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

    /// Says what is under the marked source.
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

    /// The message with its reasons and next steps, a line each.
    pub fn in_full(&self) -> String {
        let reasons = self.notes.iter().map(|note| note.trim_end().to_string());
        let steps = self.hints.iter().map(|hint| format!("help: {hint}"));
        std::iter::once(self.message.clone())
            .chain(reasons)
            .chain(steps)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The same kind of message with these words alone: no place, no note, no way out.
    #[must_use]
    pub fn without_words(&self, words: &str) -> Self {
        Self { code: self.code.clone(), ..Self::new(self.severity, "", words) }
    }

    /// Every sentence of it.
    pub fn sentences(&mut self) -> impl Iterator<Item = &mut String> {
        let calls = self.trace.iter_mut().map(|call| &mut call.what);
        let related = self.related.iter_mut().map(|(_, why)| why);
        let rest = self
            .notes
            .iter_mut()
            .chain(&mut self.hints)
            .chain(self.label.as_mut())
            .chain(calls)
            .chain(related);
        rest.chain([&mut self.message])
    }

    /// The same with every place given another name for its file.
    #[must_use]
    pub fn renamed(mut self, name: impl Fn(&str) -> String) -> Self {
        let places = self.place.iter_mut().chain(self.related.iter_mut().map(|(place, _)| place));
        for place in places.chain(self.trace.iter_mut().map(|call| &mut call.place)) {
            place.file = name(&place.file);
        }
        self
    }

    /// The same as it may be shown: nothing in it commands a terminal, and places are named in one line.
    #[must_use]
    pub(super) fn shown(&self) -> Self {
        let mut shown = self.clone().renamed(line);
        shown.sentences().for_each(|sentence| *sentence = visible(sentence));
        if shown.code.contains(is_harmful) {
            shown.code = line(&shown.code).into();
        }
        shown
    }

    /// Whether it stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Hosts print it with `{}`, or pass it on as an error.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown().in_full())
    }
}

impl std::error::Error for Diagnostic {}
