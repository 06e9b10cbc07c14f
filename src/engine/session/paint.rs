//! Which stretches of an input are what, for showing them in colours.

use super::script::offset;
use crate::engine::session::input::parser::Parser;
use crate::engine::source::lexing::lexer::lexemes;
use rhai::Token;
use std::ops::Range;

/// What a stretch of an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A word of the language.
    Keyword,
    /// Text in quotes.
    Text,
    /// A number, `true`, `false` or `null`.
    Constant,
    /// A comment.
    Comment,
}

/// The stretches of `text` that are more than names and signs, in their order.
pub fn paint(text: &str) -> Vec<(Range<usize>, Ink)> {
    let parser = Parser::new();
    let mut painted = Vec::new();
    let mut done = 0;
    for lexeme in lexemes(&parser.engine, text).list {
        let (start, end) = (offset(text, lexeme.start).max(done), offset(text, lexeme.end));
        painted.extend(comment(text, done..start));
        if let Some(ink) = ink(&lexeme.token)
            && start < end
        {
            painted.push((start..end, ink));
        }
        done = end.max(done);
    }
    painted.extend(comment(text, done..text.len()));
    painted
}

fn ink(token: &Token) -> Option<Ink> {
    match token {
        Token::StringConstant(_) | Token::InterpolatedString(_) | Token::CharConstant(_) => {
            Some(Ink::Text)
        }
        Token::LexError(error) if **error == rhai::LexError::UnterminatedString => Some(Ink::Text),
        Token::IntegerConstant(_) | Token::FloatConstant(_) | Token::True | Token::False => {
            Some(Ink::Constant)
        }
        Token::Identifier(word) if word.as_str() == "null" => Some(Ink::Constant),
        Token::Comment(_) => Some(Ink::Comment),
        token if token.is_literal() && token.is_standard_keyword() => Some(Ink::Keyword),
        _ => None,
    }
}

/// What is written between two tokens is space, and comments.
fn comment(text: &str, gap: Range<usize>) -> Option<(Range<usize>, Ink)> {
    let between = text.get(gap.clone())?;
    let start = between.find(|c: char| !c.is_whitespace())?;
    let end = between.trim_end().len();
    between[start..].starts_with('/').then(|| (gap.start + start..gap.start + end, Ink::Comment))
}

#[cfg(test)]
mod tests {
    use super::paint;
    use crate::engine::session::paint::Ink;

    fn painted(text: &str) -> Vec<(&str, Ink)> {
        paint(text).into_iter().map(|(range, ink)| (&text[range], ink)).collect()
    }

    #[test]
    fn each_kind_of_stretch_is_seen() {
        let text = "let é = \"ü\"; // why\nif x { 12 } else { null }";
        let expected = [
            ("let", Ink::Keyword),
            ("\"ü\"", Ink::Text),
            ("// why", Ink::Comment),
            ("if", Ink::Keyword),
            ("12", Ink::Constant),
            ("else", Ink::Keyword),
            ("null", Ink::Constant),
        ];
        assert_eq!(painted(&text.replace('é', "e")), expected);
        assert_eq!(painted("`a ${b} c`").len(), 2);
        assert_eq!(painted("\"no end"), [("\"no end", Ink::Text)]);
    }
}
