//! HCL that people wrote, read into the tree that `emit::hcl` writes.
//!
//! What an author types into `expr("...")` becomes canonical text this way, and existing files can
//! be taken over. Comments and blank lines are kept where the tree has a place for them: between
//! attributes, blocks, items and fields. A comment in the middle of an expression is left out.

mod body;
mod comments;
mod dedent;
mod expr;
mod template;

use crate::emit::hcl;
use std::borrow::Cow;
use std::ops::Range;

/// A text that is not HCL, or a word in it that stands where it cannot.
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

/// The expression in `text`, which may span lines.
///
/// ```
/// use sw::domains::terraform::parse;
/// use sw::emit::hcl::emit_expr;
/// assert_eq!(emit_expr(&parse::expr("merge(var.tags,{Name:\"web\"})[  \"Name\" ]")?), r#"merge(var.tags, { Name = "web" })["Name"]"#);
///
/// let error = parse::expr("var.count +").expect_err("an operand is missing");
/// assert_eq!((error.line, error.column), (1, 12));
/// # Ok::<(), parse::ParseError>(())
/// ```
///
/// # Errors
///
/// When it is not one expression.
pub fn expr(text: &str) -> Result<hcl::Expr, ParseError> {
    // Parentheses let the expression span lines; a last line of their own keeps a comment from
    // swallowing the closing one.
    let wrapped = format!("({}\n)", unix(text));
    let source = Source { whole: &wrapped, start: 0 };
    let outside = |error: ParseError| error.without_wrapper(text);
    let parsed = hcl_edit::parser::parse_expr(&wrapped).map_err(|error| outside(source.syntax_error(&error)))?;
    match &parsed {
        hcl_edit::expr::Expression::Parenthesis(paren) => expr::read(source, paren.inner()).map_err(outside),
        // `a) + (b` closes the parenthesis that is not its own.
        _ => Err(ParseError { message: "a `)` closes nothing".into(), line: 1, column: 1 }),
    }
}

/// The file in `text`.
///
/// ```
/// use sw::domains::terraform::parse;
/// use sw::emit::hcl::emit;
/// assert_eq!(emit(&parse::body("a=1 // one\nbcd = \"${var.x}\"\n")?), "a   = 1 # one\nbcd = var.x\n");
/// # Ok::<(), parse::ParseError>(())
/// ```
///
/// # Errors
///
/// When it is not HCL.
pub fn body(text: &str) -> Result<hcl::Body, ParseError> {
    let text = unix(text);
    let source = Source { whole: &text, start: 0 };
    let parsed = hcl_edit::parser::parse_body(&text).map_err(|error| source.syntax_error(&error))?;
    body::read(source, &parsed)
}

/// The text that spans count in: all of it, or the part that starts at `start`.
#[derive(Clone, Copy)]
struct Source<'a> {
    whole: &'a str,
    start: usize,
}

impl<'a> Source<'a> {
    /// The stretch that a node was read from.
    fn slice(self, span: Option<Range<usize>>) -> &'a str {
        let Range { start, end } = span.unwrap_or_default();
        self.whole.get(self.start + start..self.start + end).unwrap_or_default()
    }

    /// The source of a stretch that is parsed on its own.
    fn part(self, span: Option<Range<usize>>) -> Self {
        Self { start: self.start + span.map_or(0, |span| span.start), ..self }
    }

    /// An error where a node starts.
    fn error(self, span: Option<Range<usize>>, message: impl ToString) -> ParseError {
        let offset = self.start + span.map_or(0, |span| span.start);
        let before = self.whole.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        ParseError { message: message.to_string(), line: to_u32(line), column: to_u32(column) }
    }

    fn syntax_error(self, error: &hcl_edit::parser::Error) -> ParseError {
        let offset = error.location().offset();
        let message = error.message().replace("eof", "the end");
        self.error(Some(offset..offset), message)
    }
}

impl ParseError {
    /// The same error, with its place in the text that stood inside `(` and `\n)`.
    fn without_wrapper(mut self, text: &str) -> Self {
        let (line, column) = text.split('\n').enumerate().last().map_or((1, 1), |(row, last)| (row + 1, last.chars().count() + 1));
        let (last_line, last_column) = (to_u32(line), to_u32(column));
        if self.line > last_line {
            return Self { line: last_line, column: last_column, ..self };
        }
        if self.line == 1 {
            self.column = self.column.saturating_sub(1).max(1);
        }
        self
    }
}

/// The text with plain line ends and without a byte order mark.
fn unix(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
