//! Places in the text that is read, and what went wrong there.

use std::borrow::Cow;
use std::ops::Range;

/// A text that is not HCL, or a word in it that is where it cannot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (line {line}, column {column})")]
pub struct ParseError {
    /// What is wrong.
    pub message: String,
    /// Counted from 1.
    pub line: u32,
    /// Counted from 1, in characters.
    pub column: u32,
}

/// The text that spans count in: all of it, or the part that starts at `start`.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) whole: &'a str,
    pub(crate) start: usize,
}

impl<'a> Source<'a> {
    /// The stretch that a node was read from.
    pub(crate) fn slice(self, span: Option<Range<usize>>) -> &'a str {
        let Range { start, end } = span.unwrap_or_default();
        self.whole.get(self.start + start..self.start + end).unwrap_or_default()
    }

    /// The source of a stretch that is parsed on its own.
    pub(crate) fn part(self, span: Option<Range<usize>>) -> Self {
        Self { start: self.start + span.map_or(0, |span| span.start), ..self }
    }

    /// An error where a node starts.
    pub(crate) fn error(self, span: Option<Range<usize>>, message: impl ToString) -> ParseError {
        let offset = self.start + span.map_or(0, |span| span.start);
        let before = self.whole.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        ParseError { message: message.to_string(), line: to_u32(line), column: to_u32(column) }
    }

    /// What the parser says, at the first sign that it did not expect.
    pub(crate) fn syntax_error(self, error: &hcl_edit::parser::Error) -> ParseError {
        let row = error.location().line() - 1;
        let column = (error.location().column() - 1).min(error.line().chars().count());
        let spaces = error.line().chars().skip(column).take_while(|c| *c == ' ').count();
        let start = self.error(None, plain_words(error.message()));
        let base = if row == 0 { start.column } else { 1 };
        ParseError {
            line: start.line + to_u32(row),
            column: base + to_u32(column + spaces),
            ..start
        }
    }
}

/// The parser's message without its jargon.
fn plain_words(message: &str) -> String {
    if message.starts_with("invalid expression; ") {
        return "an expression is missing here".into();
    }
    message
        .replace("unexpected token", "this does not belong here")
        .replace("identifier", "a name")
        .replace("eof", "the end")
}

/// What is wrong with `a) + (b`: its first bracket closed the one around it.
pub(crate) fn stray_bracket() -> ParseError {
    ParseError { message: "a `)` closes nothing".into(), line: 1, column: 1 }
}

/// What is wrong with an expression on one line: without parentheses around it, a `)` too many is
/// found where it is.
pub(crate) fn error_on_its_own(text: &str) -> Option<ParseError> {
    let one_line = !text.trim().is_empty() && !text.contains('\n');
    let start = text.len() - text.trim_start().len();
    let error = hcl_edit::parser::parse_expr(text.trim()).err().filter(|_| one_line)?;
    Some(Source { whole: text, start }.syntax_error(&error))
}

impl ParseError {
    /// Whether it lies behind the text that was inside `(` and `\n)`.
    pub(crate) fn is_behind(&self, text: &str) -> bool {
        self.line > to_u32(text.split('\n').count())
    }

    /// The same error, with its place in the text that was inside `(` and `\n)`.
    pub(crate) fn without_wrapper(mut self, text: &str) -> Self {
        if self.is_behind(text) {
            let last = text.rsplit('\n').next().unwrap_or_default();
            return Self { line: self.line - 1, column: to_u32(last.chars().count() + 1), ..self };
        }
        if self.line == 1 {
            self.column = self.column.saturating_sub(1).max(1);
        }
        self
    }
}

/// The text with plain line ends and without a byte order mark.
pub(crate) fn unix(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
