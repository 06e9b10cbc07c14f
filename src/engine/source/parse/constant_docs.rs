//! `///` in front of a constant, where the language itself takes documentation of functions alone.

use crate::engine::source::lexing::lexer::{Lexeme, lexemes};
use rhai::{Engine, ParseError, ParseErrorType, Token};

/// The same text, in which documentation of constants is an ordinary comment of the same length; none when a file that
/// can't be read has another mistake.
pub(super) fn as_comments(engine: &Engine, text: &str, error: &ParseError) -> Option<String> {
    if !matches!(*error.err_type(), ParseErrorType::WrongDocComment) {
        return None;
    }
    let tokens = lexemes(engine, text).list;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(String::from).collect();
    let mut found = false;
    for (at, token) in tokens.iter().enumerate() {
        if is_doc(token) && is_constant(&tokens[at..]) {
            let line = lines.get_mut(token.start.line as usize - 1)?;
            *line = line.replacen("///", "// ", 1);
            found = true;
        }
    }
    found.then(|| lines.concat())
}

fn is_doc(lexeme: &Lexeme) -> bool {
    matches!(&lexeme.token, Token::Comment(text) if text.starts_with("///"))
}

/// Whether behind the comments a constant follows.
fn is_constant(tokens: &[Lexeme]) -> bool {
    let mut behind = tokens.iter().filter(|lexeme| !matches!(lexeme.token, Token::Comment(_)));
    match behind.next().map(|lexeme| &lexeme.token) {
        Some(Token::Export) => matches!(behind.next().map(|next| &next.token), Some(Token::Const)),
        first => matches!(first, Some(Token::Const)),
    }
}
