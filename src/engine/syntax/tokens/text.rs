//! Strings without an end, in the wrong quotes, or with an invalid escape; and comments without an end.

use crate::diag::{Diagnostic, Place, Point};
use crate::engine::source::lexing::lexer::{Lexeme, Lexemes};
use crate::engine::syntax::mistake::{Mistake, ends_value};
use rhai::{LexError, ParseErrorType, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    if let Some(problem) = escaped_backtick(mistake) {
        return Some(problem);
    }
    if let Some(problem) = open_interpolation(mistake) {
        return Some(problem);
    }
    match mistake.kind {
        ParseErrorType::BadInput(LexError::UnterminatedString) => Some(unterminated(mistake)),
        ParseErrorType::BadInput(LexError::MalformedChar(text)) => {
            Some(single_quotes(mistake, text))
        }
        ParseErrorType::BadInput(LexError::MalformedEscapeSequence(sequence)) => {
            Some(escape(mistake, sequence))
        }
        ParseErrorType::BadInput(LexError::Runtime(_)) => Some(
            mistake
                .error(
                    "invalid-character",
                    "this text holds a character between U+FDD0 and U+FDEF, which no text uses",
                )
                .hint("take it out: these characters have no meaning"),
        ),
        _ if mistake.ends_in_comment && *mistake.found() == Token::EOF => {
            Some(comment(mistake.file, mistake.text, mistake.lexemes))
        }
        ParseErrorType::MissingToken(..) => beside(mistake),
        _ => None,
    }
}

/// The error that the file ends inside a comment.
pub(crate) fn open_comment(file: &str, text: &str, lexemes: &Lexemes) -> Option<Diagnostic> {
    lexemes.ends_in_comment.then(|| comment(file, text, &lexemes.list))
}

fn comment(file: &str, text: &str, lexemes: &[Lexeme]) -> Diagnostic {
    let last = lexemes
        .iter()
        .rev()
        .find(|lexeme| lexeme.token != Token::EOF)
        .map_or(Point { line: 1, column: 1 }, |last| last.end);
    let place = comment_start(text, last).map(|start| Place {
        file: file.into(),
        start,
        end: Some(Point { column: start.column + 2, ..start }),
    });
    Diagnostic::error("unclosed-comment", "this comment never ends: everything behind it is lost")
        .at(place)
        .hint("close it with `*/`; each `/*` inside it needs its own")
}

/// Where the comment starts that is open at the end; behind `last` there are only comments.
fn comment_start(text: &str, last: Point) -> Option<Point> {
    let mut found = None;
    let mut depth = 0_usize;
    for (number, line) in text.lines().enumerate().skip(last.line as usize - 1) {
        let chars: Vec<char> = line.chars().collect();
        let mut i = if number + 1 == last.line as usize { last.column as usize - 1 } else { 0 };
        while i + 1 < chars.len() {
            match (chars[i], chars[i + 1]) {
                ('/', '/') if depth == 0 => break,
                ('/', '*') => {
                    if depth == 0 {
                        found = Some(Point {
                            line: u32::try_from(number + 1).ok()?,
                            column: u32::try_from(i + 1).ok()?,
                        });
                    }
                    depth += 1;
                    i += 1;
                }
                ('*', '/') => {
                    depth = depth.saturating_sub(1);
                    i += 1;
                }
                _ => {}
            }
            i += 1;
        }
    }
    found
}

/// Where text in backticks starts that goes over several lines and ends where the parser stopped: a
/// backtick that was forgotten lets text end where other text should start.
pub(crate) fn backticks_before(mistake: &Mistake<'_>) -> Option<Place> {
    let ends_here =
        |index: usize| mistake.text[..mistake.offset(mistake.lexemes[index].end)].ends_with('`');
    let last =
        [mistake.at, mistake.at.checked_sub(1)?].into_iter().find(|index| ends_here(*index))?;
    let is_start = |index: &usize| {
        mistake.text[mistake.offset(mistake.lexemes[*index].start)..].starts_with('`')
    };
    let start = (0..=last).rev().find(is_start)?;
    let (start, end) = (mistake.lexemes[start].start, mistake.lexemes[last].end);
    (start.line < end.line).then(|| Place {
        file: mistake.file.into(),
        start,
        end: Some(Point { column: start.column + 1, ..start }),
    })
}

/// Text in backticks that ends with a backslash, right before the place where the parser stopped: the
/// backtick behind it was meant to be part of the text.
fn escaped_backtick(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let is_text = |index: usize| {
        let token = &mistake.lexemes[index].token;
        matches!(token, Token::StringConstant(_) | Token::InterpolatedString(_))
    };
    // Behind a value in `${}` the text goes on without a backtick of its own.
    let ends = |index: &usize| {
        let source = mistake.source(*index, *index);
        source.len() > 1 && is_text(*index) && source.ends_with("\\`")
    };
    let index = (mistake.at.saturating_sub(2)..=mistake.at).find(ends)?;
    Some(
        mistake
            .error_at(
                index,
                "invalid-escape",
                "a backslash does not keep a backtick inside text in backticks",
            )
            .hint("write the backtick twice: `` is one in the text")
            .hint("in double quotes a backtick is an ordinary character"),
    )
}

/// `${` without its `}`: what follows, up to the next backtick, is then read as part of the recipe.
fn open_interpolation(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let opener = mistake.opener()?;
    opener
        .checked_sub(1)
        .filter(|part| matches!(mistake.lexemes[*part].token, Token::InterpolatedString(_)))?;
    let quote = mistake.source(mistake.at, mistake.at).starts_with('`');
    let runs_into_text = quote
        && matches!(
            mistake.found(),
            Token::LexError(_) | Token::StringConstant(_) | Token::InterpolatedString(_)
        );
    if !runs_into_text || !ends_value(mistake.token(-1)) {
        return None;
    }
    Some(
        mistake
            .error_at(opener, "unclosed-text", "this `${` is never closed")
            .label("`}` is missing behind the value")
            .hint("write `${value}`; a literal `$` before `{` is written `\\${`"),
    )
}

fn unterminated(mistake: &Mistake<'_>) -> Diagnostic {
    let place = mistake.place();
    let rest_of_line = |start: Point| {
        let line = mistake.text.lines().nth(start.line as usize - 1).unwrap_or_default();
        Place {
            file: mistake.file.into(),
            start,
            end: Some(Point { line: start.line, column: columns(line) + 1 }),
        }
    };
    match mistake.text[mistake.offset(place.start)..].chars().next() {
        Some('"') if mistake.text[mistake.offset(place.start)..].starts_with(r#"""""#) => {
            Diagnostic::error("unclosed-text", "three quotes have no meaning here")
                .at(rest_of_line(place.start))
                .hint("a string over several lines is written in backticks: `...`")
        }
        Some('"') => Diagnostic::error("unclosed-text", "this text never ends")
            .at(rest_of_line(place.start))
            .label("`\"` is missing in this line")
            .hint("close it with `\"`; a string over several lines is written in backticks: `...`"),
        Some('\'') => {
            Diagnostic::error("single-quotes", "strings use double quotes, not single ones")
                .at(rest_of_line(place.start))
                .hint("write `\"...\"`")
        }
        Some('#') => Diagnostic::error("unclosed-text", "this raw text never ends")
            .at(rest_of_line(place.start))
            .hint("it starts with `#\"` and ends with `\"#`, with as many `#` on both sides"),
        _ => backticks(mistake, rest_of_line),
    }
}

fn columns(line: &str) -> u32 {
    u32::try_from(line.chars().count()).unwrap_or(u32::MAX)
}

/// Text in backticks swallows the rest of the file; it opens where its first part does.
fn backticks(mistake: &Mistake<'_>, rest_of_line: impl Fn(Point) -> Place) -> Diagnostic {
    let opens = |lexeme: &&Lexeme| mistake.text[mistake.offset(lexeme.start)..].starts_with('`');
    let start = mistake.lexemes[..=mistake.at]
        .iter()
        .rev()
        .find(opens)
        .map_or(mistake.place().start, |lexeme| lexeme.start);
    Diagnostic::error("unclosed-text", "this text never ends")
        .at(rest_of_line(start))
        .note("text in backticks goes on over line ends, so it takes in the rest of the file")
        .hint("close it with a backtick; inside text in double quotes a backtick is an ordinary character")
}

fn single_quotes(mistake: &Mistake<'_>, text: &str) -> Diagnostic {
    let hint = match text {
        text if text.contains('"') => {
            format!("write #\"{text}\"#, where `\"` is an ordinary character")
        }
        text => format!("write \"{text}\""),
    };
    mistake.error("single-quotes", "strings use double quotes, not single ones").hint(hint.as_str())
}

fn escape(mistake: &Mistake<'_>, sequence: &str) -> Diagnostic {
    // The parser stops at the last character of the sequence.
    let place = mistake.escape_place(sequence);
    let hint = match sequence.chars().nth(1) {
        Some('u' | 'x' | 'U') => "a character by its number has exactly so many digits: `\\x41`, `\\u0041` or `\\U0001f600`".to_string(),
        Some('$') => "`$` needs no backslash in double quotes; only in backticks `\\${` keeps it from being filled in".to_string(),
        Some('\'' | '`') => "this character needs no backslash in double quotes".to_string(),
        _ => format!("write `\\\\` for a backslash, or take the text as it is: #\"...{sequence}...\"#"),
    };
    Diagnostic::error("invalid-escape", format!("`{sequence}` has no meaning in double quotes"))
        .at(place)
        .note(
            "a backslash in double quotes is followed by `n`, `t`, `r`, `\"`, `\\`, `x`, `u` or `U`",
        )
        .hint(hint.as_str())
}

/// Text beside a name or other text: the other languages' ways to mark it.
fn beside(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    if !matches!(
        mistake.found(),
        Token::StringConstant(_) | Token::InterpolatedString(_) | Token::CharConstant(_)
    ) {
        return None;
    }
    let (before, found) = (mistake.lexeme(-1)?, mistake.lexeme(0)?);
    if matches!(&before.token, Token::StringConstant(_)) {
        return Some(
            Diagnostic::error("syntax", "two strings are side by side")
                .at(mistake.between(mistake.at - 1, mistake.at))
                .hint("join them with `+`, or put a `,` between them"),
        );
    }
    let prefix = before.word().filter(|_| before.touches(found))?;
    let hint = match prefix {
        "f" | "F" | "s" | "t" => {
            "a string with values in it is written in backticks: `...${value}...`"
        }
        "r" | "R" | "raw" => "text without escapes is written #\"...\"#",
        "b" | "u" | "rb" | "br" => "all text is Unicode: leave the letter out",
        _ => return None,
    };
    Some(
        Diagnostic::error("other-language", format!("text has no `{prefix}` in front"))
            .at(mistake.between(mistake.at - 1, mistake.at))
            .hint(hint),
    )
}
