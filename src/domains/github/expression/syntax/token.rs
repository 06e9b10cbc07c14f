//! The words and signs of an expression.

use super::error::SyntaxError;

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A name or a keyword.
    Name(String),
    /// A number as it was written.
    Number(String),
    /// Text, without its quotes.
    Text(String),
    /// An operator, a bracket, a comma or a dot.
    Sign(&'static str),
    /// The end of the expression.
    End,
}

/// A token and the column it starts at, counted from 1 in characters.
pub(crate) type Placed = (Token, usize);

/// Longer signs come before those they start with.
const SIGNS: [&str; 16] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", ".", "*"];

/// Cuts `source` into tokens, of which the last is [`Token::End`].
pub(crate) fn tokens(source: &str) -> Result<Vec<Placed>, SyntaxError> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut column = 1;
    loop {
        let start = rest.trim_start();
        column += rest[..rest.len() - start.len()].chars().count();
        let (token, length) = next(start, column)?;
        tokens.push((token, column));
        if length == 0 {
            return Ok(tokens);
        }
        column += start[..length].chars().count();
        rest = &start[length..];
    }
}

/// The first token of `rest` and how many bytes it takes; only the end takes none.
fn next(rest: &str, column: usize) -> Result<(Token, usize), SyntaxError> {
    let Some(first) = rest.chars().next() else { return Ok((Token::End, 0)) };
    if first == '\'' {
        return text(rest, column);
    }
    if first.is_ascii_digit()
        || (matches!(first, '-' | '+') && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
    {
        return number(rest, column);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))
            .unwrap_or(rest.len());
        return Ok((Token::Name(rest[..length].into()), length));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(stray(first, rest, column)),
    }
}

/// Text in single quotes; a quote inside is written twice.
fn text(rest: &str, column: usize) -> Result<(Token, usize), SyntaxError> {
    let mut content = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if c != '\'' {
            content.push(c);
        } else if characters.next_if(|(_, next)| *next == '\'').is_some() {
            content.push('\'');
        } else {
            return Ok((Token::Text(content), at + 1));
        }
    }
    Err(SyntaxError::new(column, "this text has no closing `'`")
        .hint("a quote inside of text is written twice: `'it''s'`"))
}

fn number(rest: &str, column: usize) -> Result<(Token, usize), SyntaxError> {
    let mut length = 0;
    let mut before = ' ';
    for c in rest.chars() {
        let sign = matches!(c, '-' | '+') && (length == 0 || matches!(before, 'e' | 'E'));
        if !sign && !c.is_ascii_alphanumeric() && c != '.' {
            break;
        }
        length += c.len_utf8();
        before = c;
    }
    let written = &rest[..length];
    if is_number(written) {
        Ok((Token::Number(written.into()), length))
    } else {
        Err(no_number(written, column))
    }
}

fn is_number(written: &str) -> bool {
    let digits = written.trim_start_matches(['-', '+']);
    if let Some(hex) = digits.strip_prefix("0x") {
        return i64::from_str_radix(hex, 16).is_ok();
    }
    if let Some(octal) = digits.strip_prefix("0o") {
        return i64::from_str_radix(octal, 8).is_ok();
    }
    digits.ends_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok()
}

fn no_number(written: &str, column: usize) -> SyntaxError {
    SyntaxError::new(column, format!("`{written}` is no number"))
        .hint("strings use single quotes: `'1.2.3'`")
}

fn stray(first: char, rest: &str, column: usize) -> SyntaxError {
    let error = SyntaxError::new(column, format!("`{first}` has no meaning here"));
    match first {
        '"' => error.hint("strings use single quotes: `'main'`"),
        '=' => error.hint("to compare, write `==`"),
        '&' => error.hint("to ask for both, write `&&`"),
        '|' => error.hint("to ask for one of two, write `||`"),
        '$' if rest.starts_with("${{") => error.hint("leave the inner `${{` and `}}` out"),
        '+' | '-' | '/' | '%' => error
            .hint("GitHub can't calculate; do it in a step's `run` and pass it on as an output"),
        _ => error,
    }
}
