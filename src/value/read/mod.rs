//! Text that people wrote to a [`Value`](super::Value), with the place of every key and value in it.

mod explain;
mod json;
mod locate;
mod node;
mod places;
mod toml;
mod yaml;

pub use json::json;
pub use places::{Located, Places, Span};
pub use toml::{toml, toml_places};
pub use yaml::yaml;

use crate::diag::Diagnostic;

/// Why a text can't be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// What is wrong, as one sentence.
    pub message: String,
    /// Where, if it is at one place.
    pub span: Option<Span>,
    /// Another place that matters, with what it has to do with this.
    pub related: Option<(Span, &'static str)>,
    /// What to do next, where that is plain.
    pub hint: Option<&'static str>,
}

impl ReadError {
    pub(super) fn new(message: impl Into<String>, span: impl Into<Option<Span>>) -> Self {
        Self { message: message.into(), span: span.into(), related: None, hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<Option<&'static str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The message for the person who wrote `file`.
    pub fn to_diagnostic(&self, file: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error("unreadable-file", &self.message)
            .at(self.span.map(|span| span.in_file(file)))
            .hint(self.hint.unwrap_or("put it right there, and run again"));
        match &self.related {
            Some((span, why)) => diagnostic.related(span.in_file(file), *why),
            None => diagnostic,
        }
    }
}
