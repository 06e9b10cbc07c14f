//! Things that start like a number and are none: sizes, versions, addresses.

use crate::diag::Diagnostic;
use crate::engine::syntax::mistake::{Mistake, is_number};
use rhai::{LexError, ParseErrorType, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    if let ParseErrorType::BadInput(LexError::MalformedNumber(number)) = mistake.kind {
        return Some(
            mistake
                .error("invalid-number", format!("`{number}` is no number"))
                .hint("if it is a string, put it in quotes"),
        );
    }
    if *mistake.found() == Token::Period
        && mistake.lexeme(1).is_some_and(|next| is_number(&next.token))
    {
        return leading_point(mistake);
    }
    let (first, last) = run_of_parts(mistake)?;
    let source = mistake.source(first, last);
    if source.ends_with('%') {
        let problem = Diagnostic::error("invalid-number", format!("`{source}` is no number"))
            .at(mistake.between(first, last));
        return Some(problem.hint(format!("put it in quotes: \"{source}\"").as_str()));
    }
    if !matches!(mistake.kind, ParseErrorType::MissingToken(..) | ParseErrorType::PropertyExpected)
    {
        return None;
    }
    let what =
        if source.starts_with(|c: char| c.is_ascii_digit()) && source.matches('.').count() > 1 {
            "a version or an address"
        } else {
            "text"
        };
    let problem = Diagnostic::error("invalid-number", format!("`{source}` is no number"))
        .at(mistake.between(first, last));
    Some(problem.hint(format!("{what} is written in quotes: \"{source}\"").as_str()))
}

fn leading_point(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let touches = mistake.lexeme(0)?.touches(mistake.lexeme(1)?);
    let number = mistake.source(mistake.at + 1, mistake.at + 1);
    touches.then(|| {
        mistake
            .error("invalid-number", "a number starts with a digit")
            .hint(format!("write `0.{number}`").as_str())
    })
}

/// The parts around the place where the parser stopped that touch each other and start with a number.
fn run_of_parts(mistake: &Mistake<'_>) -> Option<(usize, usize)> {
    let is_part = |index: usize| {
        let token = &mistake.lexemes[index].token;
        is_number(token)
            || matches!(token, Token::Identifier(_) | Token::Period | Token::Modulo | Token::Divide)
    };
    let joined = |index: usize| {
        mistake.lexemes[index - 1].touches(&mistake.lexemes[index]) && is_part(index)
    };
    let mut first = mistake.at.checked_sub(1).filter(|before| is_part(*before))?;
    while first > 0 && joined(first) && is_part(first - 1) {
        first -= 1;
    }
    let mut last = first;
    while last + 1 < mistake.lexemes.len() && joined(last + 1) {
        last += 1;
    }
    (is_number(&mistake.lexemes[first].token) && last > first && last + 1 >= mistake.at)
        .then_some((first, last))
}
