//! All tokens of a file with their ends, also of a file that does not parse.

use super::token_hook::Reader;
use crate::diag::{Place, Point};
use crate::engine::source::lexing::position::point;
use crate::engine::source::reexports::Reexports;
use rhai::{Engine, Token};

/// A token and the stretch of text it covers.
#[derive(Debug)]
pub(crate) struct Lexeme {
    pub(crate) token: Token,
    pub(crate) start: Point,
    /// Just behind its last character.
    pub(crate) end: Point,
}

/// The tokens of a file; the last one is its end.
pub(crate) struct Lexemes {
    pub(crate) list: Vec<Lexeme>,
    /// Whether the file ends inside a `/* ... */`; the parser itself takes that for a plain end.
    pub(crate) ends_in_comment: bool,
}

impl Lexeme {
    /// The word, if it is one that can be a name.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Identifier(word) => Some(word.as_str()),
            _ => None,
        }
    }

    /// The stretch as a place in `file`.
    pub(crate) fn place(&self, file: &str) -> Place {
        Place { file: file.into(), start: self.start, end: Some(self.end) }
    }

    /// Whether `next` follows without a space between.
    pub(crate) fn touches(&self, next: &Lexeme) -> bool {
        self.end == next.start
    }
}

/// Whether a token opens a bracket.
pub(crate) fn opens(token: &Token) -> bool {
    matches!(
        token,
        Token::LeftBrace
            | Token::MapStart
            | Token::LeftParen
            | Token::LeftBracket
            | Token::QuestionBracket
    )
}

/// Whether a token closes a bracket.
pub(crate) fn closes(token: &Token) -> bool {
    matches!(token, Token::RightBrace | Token::RightParen | Token::RightBracket)
}

/// Reads all tokens of `text`.
///
/// Between the parts of text in backticks the parser signals its tokenizer when text goes on; here
/// the braces are counted to know it.
pub(crate) fn lexemes(engine: &Engine, text: &str) -> Lexemes {
    let (mut tokens, control) = engine.lex_with_map([&text], &|token, _, _| token);
    let mut reader = Reader::default().reexporting(Reexports::of(text));
    let mut list: Vec<Lexeme> = Vec::new();
    let mut braces: Vec<bool> = Vec::new();
    while let Some((token, position)) = tokens.next() {
        let end = match &token {
            // A comment takes its line's end with it.
            Token::Comment(comment) if !comment.contains('\n') => along(position, comment),
            _ => behind(tokens.pos),
        };
        let begins_part =
            matches!(list.last(), Some(Lexeme { token: Token::InterpolatedString(_), .. }));
        match token {
            Token::LeftBrace | Token::MapStart => braces.push(begins_part),
            Token::RightBrace => {
                control.borrow_mut().is_within_text = braces.pop().unwrap_or(false)
            }
            _ => {}
        }
        let is_end = token == Token::EOF;
        list.push(Lexeme {
            token: reader.next(token, position),
            start: point(position).unwrap_or(end),
            end,
        });
        if is_end {
            break;
        }
    }
    Lexemes { list, ends_in_comment: tokens.state.comment_level > 0 }
}

/// The point behind `text`, which starts at a position and is on one line.
fn along(position: rhai::Position, text: &str) -> Point {
    let start = point(position).unwrap_or(Point { line: 1, column: 1 });
    Point { column: start.column + u32::try_from(text.chars().count()).unwrap_or(0), ..start }
}

/// The point behind the character at a position.
fn behind(position: rhai::Position) -> Point {
    let line = position.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
    let column = position.position().and_then(|column| u32::try_from(column).ok()).unwrap_or(0);
    Point { line, column: column + 1 }
}
