//! The parser stops at its first error. What is in other top-level statements is read apart,
//! so that one run reports more than one error.

use crate::diag::Point;
use crate::engine::run::context::Run;
use crate::engine::source::lexing::lexer::{Lexeme, closes, opens};
use crate::engine::source::lexing::position::point;
use crate::engine::source::parse::parse;
use crate::engine::syntax::tokens::brackets::imbalance;
use rhai::{Engine, ParseError, ParseErrorType, Token};

/// More than these are not reported at once: one mistake may be behind many of them.
const MOST: usize = 20;

/// How much text is read again to find them, in bytes.
const MOST_READ: usize = 4 << 20;

/// The parser's errors in the statements behind the one with `error`.
///
/// With unbalanced brackets it is unknown where a statement ends, so then there are none.
pub(crate) fn others(
    engine: &Engine,
    run: &Run,
    text: &str,
    lexemes: &[Lexeme],
    error: &ParseError,
) -> Vec<ParseError> {
    let Some(first) = point(error.position()) else { return Vec::new() };
    let lines: Vec<&str> = text.lines().collect();
    if imbalance(lexemes).is_some() || lexemes.iter().any(|lexeme| swallows(&lines, lexeme)) {
        return Vec::new();
    }
    let behind: Vec<(Point, Point)> =
        statements(lexemes).into_iter().filter(|(start, _)| *start > first).collect();
    let mut search = Search { engine, run, text, left: MOST_READ, found: Vec::new() };
    search.look(&behind);
    search.found
}

/// Text that is not closed may have taken in any number of statements.
fn swallows(lines: &[&str], lexeme: &Lexeme) -> bool {
    matches!(&lexeme.token, Token::LexError(error) if **error == rhai::LexError::UnterminatedString)
        && lines
            .get(lexeme.start.line as usize - 1)
            .is_some_and(|line| line.chars().nth(lexeme.start.column as usize - 1) != Some('"'))
}

/// A search for the statements that can't be read: most of a file can be, and is read in few large parts.
struct Search<'a> {
    engine: &'a Engine,
    run: &'a Run,
    text: &'a str,
    /// How much may still be read.
    left: usize,
    found: Vec<ParseError>,
}

impl Search<'_> {
    fn look(&mut self, statements: &[(Point, Point)]) {
        let ([(start, _), ..], [.., (_, end)]) = (statements, statements) else { return };
        let Some(left) = self.left.checked_sub(self.text.len()).filter(|_| self.found.len() < MOST)
        else {
            return;
        };
        self.left = left;
        let Err(error) = parse(self.engine, self.run, &alone(self.text, *start, *end)).0 else {
            return;
        };
        if statements.len() == 1 {
            self.found.extend(Some(error).filter(is_local));
            return;
        }
        let (first, second) = statements.split_at(statements.len() / 2);
        self.look(first);
        self.look(second);
    }
}

/// The top-level statements: from their first character to behind their last.
fn statements(lexemes: &[Lexeme]) -> Vec<(Point, Point)> {
    let mut statements = Vec::new();
    let mut depth = 0_usize;
    let mut start: Option<Point> = None;
    for (i, lexeme) in lexemes.iter().enumerate() {
        let from = *start.get_or_insert(lexeme.start);
        match &lexeme.token {
            token if opens(token) => depth += 1,
            token if closes(token) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = lexemes.get(i + 1);
        let starts_next =
            |next: &Lexeme| next.start.line > lexeme.end.line && starts_statement(&next.token);
        let ends_block = lexeme.token == Token::RightBrace && next.is_some_and(starts_next);
        let ends_file = next.is_some_and(|next| next.token == Token::EOF);
        if depth == 0 && (lexeme.token == Token::SemiColon || ends_block || ends_file) {
            statements.push((from, lexeme.end));
            start = None;
        }
    }
    statements
}

/// Whether a token at the start of a line starts a statement for sure.
fn starts_statement(token: &Token) -> bool {
    matches!(
        token,
        Token::Fn
            | Token::Private
            | Token::Let
            | Token::Const
            | Token::For
            | Token::If
            | Token::Switch
            | Token::Import
            | Token::Comment(_)
            | Token::Identifier(_)
    )
}

/// The text with everything but one stretch blanked, so that places stay what they are.
fn alone(text: &str, start: Point, end: Point) -> String {
    let mut blanked = String::with_capacity(text.len());
    for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
        for (column, c) in (1_u32..).zip(line.chars()) {
            let here = Point { line: number, column };
            blanked.push(if c == '\n' || start <= here && here < end { c } else { ' ' });
        }
    }
    blanked
}

/// Whether an error does not come from standing alone.
fn is_local(error: &ParseError) -> bool {
    !matches!(
        error.err_type(),
        ParseErrorType::WrongDocComment
            | ParseErrorType::VariableUndefined(_)
            | ParseErrorType::ModuleUndefined(_)
    )
}
