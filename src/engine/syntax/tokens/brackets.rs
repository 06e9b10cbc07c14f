//! Brackets that are not closed where they should be, or close nothing.
//!
//! The parser notices an open bracket only where the text no longer makes sense, often at the end
//! of the file. The indentation shows which one was forgotten.

use crate::diag::Diagnostic;
use crate::engine::source::lexing::lexer::{Lexeme, closes, opens};
use crate::engine::syntax::mistake::{Mistake, closer};
use rhai::Token;

/// What is wrong with the brackets of a file; the numbers are indices of tokens.
#[derive(Debug, PartialEq)]
pub(crate) enum Imbalance {
    /// `opener` is not closed, and should be before `before`.
    Open { opener: usize, before: usize },
    /// `opener` is closed by the bracket of another kind at `closer`.
    Other { opener: usize, closer: usize },
    /// Nothing is open that `closer` could close.
    Extra { closer: usize },
}

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let (problem, since) = match imbalance(mistake.lexemes)? {
        Imbalance::Open { opener, before } => (open(mistake, opener, before), before),
        Imbalance::Other { opener, closer } => (other(mistake, opener, closer), closer),
        Imbalance::Extra { closer } => (extra(mistake, closer), closer),
    };
    // Before that place the brackets were still in order: the mistake is another one.
    (mistake.at >= since).then_some(problem)
}

fn open(mistake: &Mistake<'_>, opener: usize, before: usize) -> Diagnostic {
    let (bracket, missing) = names(mistake, opener);
    Diagnostic::error("unclosed-bracket", format!("this `{bracket}` is never closed"))
        .at(mistake.place_of(opener))
        .related(mistake.gap_before(before), format!("`{missing}` is missing here"))
        .hint(format!("close it with `{missing}`").as_str())
}

fn other(mistake: &Mistake<'_>, opener: usize, closer: usize) -> Diagnostic {
    let (bracket, missing) = names(mistake, opener);
    let found = mistake.lexemes[closer].token.literal_syntax();
    mistake
        .error_at(closer, "unclosed-bracket", format!("`{bracket}` is closed by `{found}`"))
        .related(mistake.place_of(opener), "it was opened here")
        .hint(format!("write `{missing}` here, or close `{bracket}` before").as_str())
}

fn extra(mistake: &Mistake<'_>, closer: usize) -> Diagnostic {
    let found = mistake.lexemes[closer].token.literal_syntax();
    mistake
        .error_at(closer, "extra-bracket", format!("this `{found}` closes nothing"))
        .hint("take it out; or one before it closes too early")
}

/// The bracket as it is written, and what closes it.
fn names(mistake: &Mistake<'_>, opener: usize) -> (&'static str, &'static str) {
    let token = &mistake.lexemes[opener].token;
    let is_part =
        opener > 0 && matches!(mistake.lexemes[opener - 1].token, Token::InterpolatedString(_));
    (if is_part { "${" } else { token.literal_syntax() }, closer(token).unwrap_or("}"))
}

/// The first thing that is wrong with the brackets, if there is something.
pub(crate) fn imbalance(lexemes: &[Lexeme]) -> Option<Imbalance> {
    let mut open: Vec<usize> = Vec::new();
    let mut outdented: Option<(usize, usize)> = None;
    for (i, lexeme) in lexemes.iter().enumerate() {
        if opens(&lexeme.token) {
            open.push(i);
        } else if closes(&lexeme.token) {
            let fits = |opener: &usize| {
                closer(&lexemes[*opener].token) == Some(lexeme.token.literal_syntax())
            };
            match open.pop() {
                None => return Some(Imbalance::Extra { closer: i }),
                Some(opener) if fits(&opener) => {
                    if outdented.is_none() && closes_too_far_left(lexemes, opener, i) {
                        outdented = Some((opener, i));
                    }
                }
                Some(opener) if open.iter().any(fits) => return Some(unclosed(lexemes, opener, i)),
                Some(opener) => return Some(Imbalance::Other { opener, closer: i }),
            }
        }
    }
    let last = *open.last()?;
    match outdented.filter(|(opener, _)| *opener > open[0]) {
        Some((opener, before)) => Some(Imbalance::Open { opener, before }),
        None => Some(unclosed(lexemes, last, lexemes.len() - 1)),
    }
}

/// A closing bracket that starts its line further left than the line with its opener belongs to an
/// outer one.
fn closes_too_far_left(lexemes: &[Lexeme], opener: usize, closer: usize) -> bool {
    let starts_line = lexemes[closer - 1].end.line < lexemes[closer].start.line;
    starts_line && lexemes[closer].start.column < indentation(lexemes, opener)
}

/// The column at which the line of a token starts.
fn indentation(lexemes: &[Lexeme], index: usize) -> u32 {
    let line = lexemes[index].start.line;
    let first = lexemes[..=index].iter().rev().take_while(|lexeme| lexeme.end.line == line).last();
    first.map_or(1, |first| first.start.column)
}

/// `opener` is still open at `end`; the missing bracket belongs before the first token that can't
/// be inside: a key in a list, a `;` in a list or map, or a line that is not indented.
fn unclosed(lexemes: &[Lexeme], opener: usize, end: usize) -> Imbalance {
    let indentation = indentation(lexemes, opener);
    let is_block = lexemes[opener].token == Token::LeftBrace;
    let is_map = lexemes[opener].token == Token::MapStart;
    let mut depth = 0_usize;
    for i in opener + 1..end {
        let lexeme = &lexemes[i];
        let is_key = matches!(lexeme.token, Token::Identifier(_) | Token::StringConstant(_))
            && lexemes[i + 1].token == Token::Colon;
        let starts_line = lexemes[i - 1].end.line < lexeme.start.line;
        let ends = !is_block && lexeme.token == Token::SemiColon || !is_block && !is_map && is_key;
        let outside = starts_line
            && lexeme.start.column <= indentation
            && !closes(&lexeme.token)
            && lexeme.token != Token::LeftBrace;
        if depth == 0 && (ends || outside) {
            return Imbalance::Open { opener, before: i };
        }
        match &lexeme.token {
            token if opens(token) => depth += 1,
            token if closes(token) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Imbalance::Open { opener, before: end }
}
