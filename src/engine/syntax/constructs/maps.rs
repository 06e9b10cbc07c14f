//! Maps and arrays written in another language's way.

use crate::diag::{Diagnostic, Place};
use crate::engine::syntax::mistake::{Mistake, ends_value};
use rhai::{ParseErrorType, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    if let ParseErrorType::DuplicatedProperty(name) = mistake.kind {
        return Some(duplicate(mistake, name));
    }
    if let Some(problem) = plain_braces(mistake) {
        return Some(problem);
    }
    if mistake.is_inside(&Token::MapStart) {
        return match mistake.kind {
            ParseErrorType::MissingToken(missing, _) if missing == ":" => Some(behind_key(mistake)),
            ParseErrorType::MissingToken(missing, _)
                if missing == "," || missing == "}" && ends_value(mistake.token(-1)) =>
            {
                behind_value(mistake)
            }
            ParseErrorType::PropertyExpected | ParseErrorType::MissingToken(..) => key(mistake),
            _ => None,
        };
    }
    let in_array =
        mistake.is_inside(&Token::LeftBracket) && matches!(mistake.missing(), Some("," | "]"));
    if in_array { item(mistake) } else { None }
}

fn duplicate(mistake: &Mistake<'_>, name: &str) -> Diagnostic {
    let problem = mistake
        .error("duplicate-key", format!("duplicate key `{name}`"))
        .label("again here")
        .hint("keep one of them; values under one key are joined in one map or list");
    match first_key(mistake, name) {
        Some(first) => problem.related(first, "it is first used here"),
        None => problem,
    }
}

/// The first place of a key in the map around the place where the parser stopped.
fn first_key(mistake: &Mistake<'_>, name: &str) -> Option<Place> {
    let opener = mistake.opener()?;
    let is_first = |index: &usize| {
        let (lexeme, before) = (&mistake.lexemes[*index], &mistake.lexemes[index - 1].token);
        let is_key = matches!(before, Token::Comma | Token::MapStart)
            && mistake.opener_of(*index) == Some(opener);
        is_key
            && matches!(&lexeme.token, Token::Identifier(word) | Token::StringConstant(word) if word.as_str() == name)
    };
    (opener + 1..mistake.at).find(is_first).map(|index| mistake.place_of(index))
}

/// `{ x: 1 }`: without `#` it is a block of statements.
fn plain_braces(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let opener =
        mistake.opener().filter(|opener| mistake.lexemes[*opener].token == Token::LeftBrace)?;
    let is_key = matches!(mistake.token(-1), Token::Identifier(_) | Token::StringConstant(_));
    let is_first = mistake.at == opener + 2 && opener > 0 && !mistake.opens_switch(opener);
    let is_in_place_of_value = opener > 0
        && matches!(
            mistake.lexemes[opener - 1].token,
            Token::Equals
                | Token::Colon
                | Token::Comma
                | Token::LeftParen
                | Token::LeftBracket
                | Token::Return
                | Token::Plus
                | Token::LeftShift
        );
    let colon = *mistake.found() == Token::Colon
        || *mistake.found() == Token::Comma && is_in_place_of_value;
    if !(is_key && is_first && colon) {
        return None;
    }
    Some(
        mistake
            .error_at(opener, "plain-braces", "a map starts with `#{`")
            .label("this starts a block of statements")
            .hint("write `#{ ... }` for a map"),
    )
}

/// What is where the `:` behind a key should be.
fn behind_key(mistake: &Mistake<'_>) -> Diagnostic {
    let key = mistake.at.saturating_sub(1);
    let name = mistake.source(key, key);
    match mistake.found() {
        Token::Equals | Token::DoubleArrow => mistake.error("invalid-key", format!("a key is followed by `:`, not by `{}`", mistake.found().literal_syntax())).hint(format!("write `{name}: ...`").as_str()),
        Token::Comma | Token::RightBrace => {
            mistake.error_at(key, "invalid-key", format!("the key `{name}` has no value")).hint(format!("write `{name}: {name}`: a map has no short form for it").as_str())
        }
        Token::Minus | Token::Period | Token::Divide | Token::DoubleColon => long_key(mistake, key),
        Token::Identifier(_) | Token::LeftBrace | Token::LeftParen | Token::Bang if matches!(name, "if" | "for" | "switch" | "while" | "let" | "fn") => mistake
            .error_at(key, "invalid-key", format!("`{name}` is not allowed in a map: it holds keys and values only"))
            .hint("a value under a condition is written `key: if condition { value }`, and without the key where it is `()`; whole maps are joined with `+`"),
        Token::QuestionBracket | Token::Reserved(_) => mistake.error_at(key, "invalid-key", format!("the key `{name}` has to be followed by `:`")).hint(
            "a key that may be missing gets its value from an `if`: `key: if condition { value }`",
        ),
        _ => Diagnostic::error("invalid-key", format!("`:` is missing behind the key `{name}`")).at(mistake.gap_before(mistake.at)).hint(format!("write `{name}: value`").as_str()),
    }
}

/// A key with signs in it: `runs-on`, `app.kubernetes.io/name`.
fn long_key(mistake: &Mistake<'_>, first: usize) -> Diagnostic {
    let mut last = first;
    while mistake.lexemes.get(last + 1).is_some_and(|next| {
        mistake.lexemes[last].touches(next)
            && next.token != Token::Colon
            && next.token != Token::Comma
    }) {
        last += 1;
    }
    let key = mistake.source(first, last);
    Diagnostic::error("invalid-key", format!("the key `{key}` needs quotes"))
        .at(mistake.between(first, last))
        .hint(
            format!("write \"{key}\": only letters, digits and `_` make a key without quotes")
                .as_str(),
        )
}

/// What is behind a value, where the map goes on or ends.
fn behind_value(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.found() {
        Token::SemiColon => Some(
            mistake
                .error("missing-comma", "the entries of a map are separated by `,`")
                .hint("write `,` instead of `;`"),
        ),
        Token::Identifier(_) | Token::StringConstant(_)
            if matches!(mistake.token(1), Token::Colon | Token::Equals) =>
        {
            Some(
                Diagnostic::error("missing-comma", "a `,` is missing between two entries of a map")
                    .at(mistake.gap_before(mistake.at))
                    .hint("write `,` behind each entry"),
            )
        }
        _ => None,
    }
}

/// What is where a key should be.
fn key(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let hint = match mistake.found() {
        Token::LeftBracket | Token::LeftParen | Token::InterpolatedString(_) | Token::Unit => {
            return Some(
                mistake
                    .error(
                        "invalid-key",
                        "a key is a word or plain text, and can't be computed here",
                    )
                    .hint(
                        "make the map first, and then set the key: `let m = #{}; m[key] = value;`",
                    ),
            );
        }
        Token::ExclusiveRange | Token::InclusiveRange => {
            "maps are joined with `+`, and the later one wins: `base + #{ ... }`"
        }
        Token::IntegerConstant(_) | Token::FloatConstant(_) | Token::CharConstant(_) => {
            let source = mistake.source(mistake.at, mistake.at);
            return Some(
                mistake
                    .error("invalid-key", format!("the key `{source}` needs quotes"))
                    .hint(format!("write \"{source}\"").as_str()),
            );
        }
        Token::Comma => "take the `,` out",
        Token::LeftBrace => "the entries of a map are written directly in it: `#{ key: value }`",
        Token::Minus | Token::UnaryMinus => "a list is written in brackets: `[a, b]`",
        _ => "write `key: value`",
    };
    Some(mistake.error("invalid-key", "a key is missing here").hint(hint))
}

/// What is behind an item of an array.
fn item(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.found() {
        Token::SemiColon => Some(
            mistake
                .error("missing-comma", "the items of an array are separated by `,`")
                .hint("write `,` instead of `;`"),
        ),
        Token::Colon => Some(
            mistake
                .error("invalid-key", "an array has no keys")
                .hint("a map has them: `#{ key: value }`; an array of maps is `[#{ key: value }]`"),
        ),
        _ if ends_value(mistake.token(-1)) => Some(
            Diagnostic::error("missing-comma", "a `,` is missing between two items of an array")
                .at(mistake.gap_before(mistake.at))
                .hint("write `,` behind each item"),
        ),
        _ => None,
    }
}
