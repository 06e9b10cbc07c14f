//! What is wrong with the syntax of an expression.

use crate::diag::Diagnostic;

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyntaxError {
    /// Where, counted from 1 in characters.
    pub(crate) column: usize,
    /// What is wrong there.
    pub(crate) message: String,
    /// What to do, where that is plain.
    pub(crate) hint: Option<&'static str>,
}

impl SyntaxError {
    pub(crate) fn new(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into(), hint: None }
    }

    pub(crate) fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The message for the author of `source`.
    pub(crate) fn diagnostic(&self, source: &str) -> Diagnostic {
        let message = format!(
            "`{}` is no GitHub expression: {}, in column {}",
            source.trim_end(),
            self.message,
            self.column
        );
        Diagnostic::error("invalid-expression", message).hint(self.hint)
    }
}
