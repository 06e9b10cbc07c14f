//! Whether an input is whole, or goes on in the next line: the parser says so, and not a guess.

use super::parser::Parser;
use crate::engine::source::lexing::lexer::{Lexemes, closes, lexemes, opens};
use crate::engine::source::lexing::position::point;
use rhai::{LexError, ParseError, Token};

/// How far an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// It can be evaluated, or is wrong whatever would follow.
    Yes,
    /// A statement is not finished: an operand or a name is missing at its end.
    Unfinished,
    /// A bracket, a text in backticks or a comment is open.
    Open,
}

/// Whether `text` is complete.
pub fn whole(text: &str) -> Whole {
    let parser = Parser::new();
    let read = lexemes(&parser.engine, text);
    if read.ends_in_comment || ends_in_text(text, &read) {
        return Whole::Open;
    }
    let open = depth(&read);
    match parser.parse(text) {
        Ok(_) => Whole::Yes,
        Err(_) if open.is_some_and(|open| open > 0) => Whole::Open,
        Err(error) if open.is_some() && (is_at_end(&error, &read) || ends_in_operator(&read)) => {
            Whole::Unfinished
        }
        Err(_) => Whole::Yes,
    }
}

/// Whether the parser stopped behind the last token: it wants more.
fn is_at_end(error: &ParseError, read: &Lexemes) -> bool {
    let last = read
        .list
        .iter()
        .rev()
        .find(|lexeme| !matches!(lexeme.token, Token::EOF | Token::Comment(_)));
    let (at, end) = (point(error.position()), last.map(|last| last.end));
    at.is_none_or(|at| end.is_none_or(|end| at >= end))
}

/// Whether the text ends behind something that wants an operand or a name.
fn ends_in_operator(read: &Lexemes) -> bool {
    let last = read
        .list
        .iter()
        .rev()
        .find(|lexeme| !matches!(lexeme.token, Token::EOF | Token::Comment(_)));
    last.is_some_and(|last| {
        let is_word = last.token.is_literal() && last.token.is_standard_keyword();
        let is_done = matches!(
            last.token,
            Token::Break | Token::Continue | Token::Return | Token::True | Token::False
        );
        (last.token.is_standard_symbol() && !closes(&last.token) && last.token != Token::SemiColon)
            || (is_word && !is_done)
    })
}

/// How many brackets are open at the end; none when one is closed that was not opened.
fn depth(read: &Lexemes) -> Option<usize> {
    let mut depth = 0_usize;
    for lexeme in &read.list {
        if opens(&lexeme.token) {
            depth += 1;
        } else if closes(&lexeme.token) {
            depth = depth.checked_sub(1)?;
        }
    }
    Some(depth)
}

/// Whether the text ends inside a text that may hold line ends: one in backticks, or one whose line ends in `\`.
fn ends_in_text(text: &str, read: &Lexemes) -> bool {
    let unfinished =
        read.list.iter().find(|lexeme| matches!(&lexeme.token, Token::LexError(error) if **error == LexError::UnterminatedString));
    unfinished.is_some_and(|unfinished| {
        let start = crate::engine::session::script::offset(text, unfinished.start);
        let rest = &text[start..];
        rest.starts_with('`')
            || rest.starts_with("#\"")
            || rest.starts_with("##")
            || text.trim_end_matches('\n').ends_with('\\')
            || is_inside_backticks(read)
    })
}

/// Whether a text in backticks goes on behind its last `${...}`.
fn is_inside_backticks(read: &Lexemes) -> bool {
    read.list.iter().any(|lexeme| matches!(lexeme.token, Token::InterpolatedString(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_is_evaluated() {
        let texts = [
            "",
            "1",
            "let x = 1",
            "let x = 1;",
            "x.y",
            "f(1)",
            "fn f() { 1 }",
            "if a { 1 } else { 2 }",
            "`a ${b} c`",
            "// only this",
            "environments().map(|e| e.name)",
            "#{ a: 1 }",
            "\"a ` b\"",
            "return",
            "emit(\"a.yaml\", #{ if: 1, with: 2 })",
            "x;",
        ];
        texts.iter().for_each(|text| assert_eq!(whole(text), Whole::Yes, "{text}"));
    }

    #[test]
    fn what_is_wrong_whatever_follows_is_reported_at_once() {
        let texts = [")", "f(1))", "let 1", "let x = = 1", "\"no end", "x y", "#{ a: 1 ]", "{ ]"];
        texts.iter().for_each(|text| assert_ne!(whole(text), Whole::Unfinished, "{text}"));
        for text in [")", "f(1))", "\"no end", "x y"] {
            assert_eq!(whole(text), Whole::Yes, "{text}");
        }
    }

    #[test]
    fn what_is_open_goes_on() {
        let texts = [
            "f(",
            "f(1,",
            "#{",
            "#{ a: 1",
            "#{ a:",
            "[1,\n2",
            "fn f() {",
            "fn f(a, b",
            "`a",
            "`a ${b}",
            "`a ${b",
            "`a ${b} c\n",
            "/* a",
            "for e in [1] {",
            "if x {",
            "emit(\"a.yaml\", #{\n  a: `x ${1}`,",
            "switch x {",
            "x.map(|y| {",
            "#\"raw",
        ];
        texts.iter().for_each(|text| assert_eq!(whole(text), Whole::Open, "{text}"));
    }

    #[test]
    fn an_unfinished_statement_goes_on() {
        let texts = [
            "let",
            "let x =",
            "1 +",
            "x.",
            "terraform::",
            "fn",
            "fn f",
            "fn f()",
            "if x",
            "if",
            "for e in",
            "for e",
            "a &&",
            "import",
            "import \"./lib\" as",
            "let x = // why",
            "x ==",
            "!",
            "return 1 +",
        ];
        texts.iter().for_each(|text| assert_eq!(whole(text), Whole::Unfinished, "{text}"));
    }
}
