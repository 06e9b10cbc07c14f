//! An error of the parser, with the tokens around the place where it stopped.

use crate::diag::{Diagnostic, Place, Point};
use crate::engine::source::lexing::lexer::{Lexeme, Lexemes, closes, opens};
use crate::engine::source::lexing::position::point;
use rhai::{ParseError, ParseErrorType, Token};

/// What a family of mistakes looks at.
pub(crate) struct Mistake<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) kind: &'a ParseErrorType,
    /// All tokens of the file; the last one is its end.
    pub(crate) lexemes: &'a [Lexeme],
    /// The token at which the parser stopped.
    pub(crate) at: usize,
    pub(crate) ends_in_comment: bool,
    point: Point,
}

impl<'a> Mistake<'a> {
    pub(crate) fn new(
        file: &'a str,
        text: &'a str,
        lexemes: &'a Lexemes,
        error: &'a ParseError,
    ) -> Self {
        let list = lexemes.list.as_slice();
        let end = list.last().map_or(Point { line: 1, column: 1 }, |end| end.start);
        let point = point(error.position()).unwrap_or(end);
        let at = list
            .iter()
            .position(|lexeme| lexeme.end > point)
            .unwrap_or(list.len().saturating_sub(1));
        Self {
            file,
            text,
            kind: error.err_type(),
            lexemes: list,
            at,
            ends_in_comment: lexemes.ends_in_comment,
            point,
        }
    }

    /// The token at which the parser stopped.
    pub(crate) fn found(&self) -> &'a Token {
        self.token(0)
    }

    /// The token `offset` places from the one at which the parser stopped; the end beyond either end.
    pub(crate) fn token(&self, offset: isize) -> &'a Token {
        self.lexeme(offset).map_or(&Token::EOF, |lexeme| &lexeme.token)
    }

    /// The same with its stretch; none beyond either end.
    pub(crate) fn lexeme(&self, offset: isize) -> Option<&'a Lexeme> {
        self.lexemes.get(self.at.checked_add_signed(offset)?)
    }

    /// The name `offset` places from the one at which the parser stopped, if there is one.
    pub(crate) fn word(&self, offset: isize) -> Option<&'a str> {
        self.lexeme(offset)?.word()
    }

    /// Where the parser stopped.
    pub(crate) fn place(&self) -> Place {
        self.lexemes.get(self.at).filter(|lexeme| lexeme.start <= self.point).map_or_else(
            || Place { file: self.file.into(), start: self.point, end: None },
            |lexeme| lexeme.place(self.file),
        )
    }

    /// The stretch of the token with this index.
    pub(crate) fn place_of(&self, index: usize) -> Place {
        self.lexemes.get(index).map_or_else(|| self.place(), |lexeme| lexeme.place(self.file))
    }

    /// From the start of one token to the end of another.
    pub(crate) fn between(&self, first: usize, last: usize) -> Place {
        let end = self.place_of(last).end;
        Place { end, ..self.place_of(first) }
    }

    /// The point just behind the token before `index`: where something is missing.
    pub(crate) fn gap_before(&self, index: usize) -> Place {
        let end = index
            .checked_sub(1)
            .and_then(|before| self.lexemes.get(before))
            .map_or(self.point, |before| before.end);
        Place { file: self.file.into(), start: end, end: Some(end) }
    }

    /// The stretch of an escape sequence, at whose last character the parser stopped.
    pub(crate) fn escape_place(&self, sequence: &str) -> Place {
        let length = u32::try_from(sequence.chars().count()).unwrap_or(1);
        let end = Point { column: self.point.column + 1, ..self.point };
        let start = Point { column: end.column.saturating_sub(length).max(1), ..end };
        Place { file: self.file.into(), start, end: Some(end) }
    }

    /// The text of a stretch inside one line.
    pub(crate) fn source(&self, first: usize, last: usize) -> &'a str {
        let (start, end) = (
            self.offset(self.place_of(first).start),
            self.place_of(last).end.map(|end| self.offset(end)),
        );
        self.text.get(start..end.unwrap_or(start)).unwrap_or_default()
    }

    /// The byte at a point.
    pub(crate) fn offset(&self, point: Point) -> usize {
        let before: usize =
            self.text.split_inclusive('\n').take(point.line as usize - 1).map(str::len).sum();
        let line = self.text[before..].split('\n').next().unwrap_or_default();
        before
            + line
                .char_indices()
                .nth(point.column as usize - 1)
                .map_or(line.len(), |(offset, _)| offset)
    }

    /// The bracket around the place where the parser stopped, by its index.
    pub(crate) fn opener(&self) -> Option<usize> {
        self.opener_of(self.at)
    }

    /// The bracket around the token `index`, by its index.
    pub(crate) fn opener_of(&self, index: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (i, lexeme) in self.lexemes[..index].iter().enumerate().rev() {
            match &lexeme.token {
                token if closes(token) => depth += 1,
                token if opens(token) && depth == 0 => return Some(i),
                token if opens(token) => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Whether the `{` with this index holds the arms of a `switch`.
    pub(crate) fn opens_switch(&self, opener: usize) -> bool {
        let mut head = self.lexemes[..opener]
            .iter()
            .rev()
            .take_while(|lexeme| !matches!(lexeme.token, Token::SemiColon | Token::LeftBrace));
        head.any(|lexeme| lexeme.token == Token::Switch)
    }

    /// Whether the parser stopped directly inside a bracket of this kind.
    pub(crate) fn is_inside(&self, bracket: &Token) -> bool {
        self.opener().is_some_and(|opener| self.lexemes[opener].token == *bracket)
    }

    /// The first token of the statement around the place where the parser stopped, by its index.
    pub(crate) fn statement(&self) -> usize {
        let mut depth = 0_usize;
        for (i, lexeme) in self.lexemes[..self.at].iter().enumerate().rev() {
            match &lexeme.token {
                Token::SemiColon if depth == 0 => return i + 1,
                // A block at the end of a line ends its statement too.
                Token::RightBrace
                    if depth == 0 && self.lexemes[i + 1].start.line > lexeme.end.line =>
                {
                    return i + 1;
                }
                token if closes(token) => depth += 1,
                token if opens(token) && depth == 0 => return i + 1,
                token if opens(token) => depth -= 1,
                _ => {}
            }
        }
        0
    }

    /// What the parser missed: the token's text, when it is one that it names.
    pub(crate) fn missing(&self) -> Option<&'a str> {
        match self.kind {
            ParseErrorType::MissingToken(token, _) => Some(token),
            _ => None,
        }
    }

    /// A message about the token with this index.
    pub(crate) fn error_at(
        &self,
        index: usize,
        code: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, message).at(self.place_of(index))
    }

    /// A message about the place where the parser stopped.
    pub(crate) fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.place())
    }
}

/// Whether a value can end with this token, so that another value can't follow at once.
pub(crate) fn ends_value(token: &Token) -> bool {
    closes(token)
        || is_number(token)
        || matches!(
            token,
            Token::Identifier(_) | Token::StringConstant(_) | Token::CharConstant(_) | Token::Unit
        )
}

/// Whether a token is a number.
pub(crate) fn is_number(token: &Token) -> bool {
    matches!(token, Token::IntegerConstant(_) | Token::FloatConstant(_))
}

/// What closes a bracket.
pub(crate) fn closer(opener: &Token) -> Option<&'static str> {
    Some(match opener {
        Token::LeftBrace | Token::MapStart => "}",
        Token::LeftParen => ")",
        Token::LeftBracket | Token::QuestionBracket => "]",
        _ => return None,
    })
}
