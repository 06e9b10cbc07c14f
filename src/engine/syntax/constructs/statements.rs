//! Statements that do not end, blocks that do not begin, and `switch`.

use crate::diag::Diagnostic;
use crate::engine::syntax::mistake::{Mistake, ends_value};
use rhai::{LexError, ParseErrorType as Kind, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.kind {
        Kind::MissingToken(missing, why) => match missing.as_str() {
            _ if why.contains("switch") => Some(switch(mistake, missing)),
            ";" => Some(unfinished(mistake)),
            "{" => Some(block(mistake)),
            _ => None,
        },
        Kind::ExprExpected(what) if what.contains("literal") => Some(case(mistake)),
        Kind::ExprExpected(_) => Some(condition(mistake)),
        Kind::WrongSwitchDefaultCase => Some(
            mistake
                .error("invalid-switch", "`_` takes everything, so it has to be the last arm")
                .hint("move `_ => ...` to the end of the `switch`"),
        ),
        Kind::WrongSwitchCaseCondition => Some(
            mistake
                .error("invalid-switch", "`_` has no condition")
                .hint("write the condition inside: `_ => if condition { ... }`"),
        ),
        Kind::WrongSwitchIntegerCase => Some(
            mistake
                .error("invalid-switch", "single numbers come before ranges")
                .hint("move this arm up"),
        ),
        Kind::BadInput(LexError::UnexpectedInput(_)) => unexpected(mistake),
        Kind::PropertyExpected => Some(property(mistake)),
        _ => None,
    }
}

/// A statement goes on with something that can't follow.
fn unfinished(mistake: &Mistake<'_>) -> Diagnostic {
    let (before, found) = (mistake.lexeme(-1), mistake.lexeme(0));
    let same_line =
        before.zip(found).is_some_and(|(before, found)| before.end.line == found.start.line);
    let behind_value = ends_value(mistake.token(-1));
    let call = mistake
        .word(-1)
        .filter(|_| same_line && mistake.at.checked_sub(1) == Some(mistake.statement()));
    match mistake.found() {
        Token::Identifier(_) | Token::StringConstant(_) | Token::InterpolatedString(_) | Token::IntegerConstant(_) | Token::MapStart
            if call.is_some() =>
        {
            let name = call.unwrap_or_default();
            Diagnostic::error("syntax", format!("`{name}` and what follows do not belong together"))
                .at(mistake.place())
                .hint(format!("a function is called with parentheses: `{name}(...)`").as_str())
        }
        Token::Else => {
            mistake.error("syntax", "`else` belongs to no `if`").hint("write `if condition { ... } else { ... }`, without a `;` between")
        }
        Token::Catch => mistake.error("syntax", "`catch` belongs to no `try`").hint("write `try { ... } catch (problem) { ... }`"),
        Token::Comma => {
            mistake.error("syntax", "`,` has no meaning here").hint("a statement ends with `;`; several values are written in an array: `[a, b]`")
        }
        Token::Colon => mistake.error("syntax", "`:` has no meaning here").hint("a map starts with `#{`: `#{ key: value }`"),
        Token::LeftBrace if behind_value => mistake
            .error("syntax", "a block can't follow a value")
            .hint("a statement before it ends with `;`; a map starts with `#{`, and is passed between parentheses"),
        Token::Equals => mistake.error("syntax", "this can't be changed with `=`").hint("compare with `==`"),
        _ => Diagnostic::error("missing-semicolon", "`;` is missing at the end of this statement")
            .at(mistake.gap_before(mistake.at))
            .hint("a statement ends with `;`; only the last one of a block may go without"),
    }
}

fn block(mistake: &Mistake<'_>) -> Diagnostic {
    let starts =
        mistake.lexemes[..mistake.at].iter().rev().find_map(|lexeme| match &lexeme.token {
            token @ (Token::If
            | Token::Else
            | Token::For
            | Token::While
            | Token::Loop
            | Token::Do
            | Token::Switch
            | Token::Try
            | Token::Catch) => Some(token.literal_syntax()),
            _ => None,
        });
    let after = starts.map_or_else(String::new, |starts| format!(" of `{starts}`"));
    let hint = match mistake.found() {
        Token::Colon => "blocks are written between `{` and `}`, not behind `:`",
        Token::MapStart => "a block starts with `{`; for a map as its value write `{ #{ ... } }`",
        _ => "a single statement also needs `{` and `}` around it",
    };
    Diagnostic::error("missing-block", format!("`{{` is missing at the start of the block{after}"))
        .at(mistake.gap_before(mistake.at))
        .hint(hint)
}

fn condition(mistake: &Mistake<'_>) -> Diagnostic {
    Diagnostic::error("syntax", "a condition is missing before the block")
        .at(mistake.gap_before(mistake.at))
        .hint("write `if condition { ... }`; `loop { ... }` goes on until `break`")
}

/// An arm of a `switch` that does not go on with `=>`, or is not separated from the next one.
fn switch(mistake: &Mistake<'_>, missing: &str) -> Diagnostic {
    let written = "write `switch value { \"a\" => 1, \"b\" => 2, _ => 3 }`";
    match (missing, mistake.found()) {
        ("=>", Token::Colon) => mistake
            .error("invalid-switch", "an arm of `switch` is written with `=>`")
            .hint("write `=>` instead of `:`"),
        ("=>", Token::Identifier(_) | Token::StringConstant(_))
            if mistake.word(-1) == Some("case") =>
        {
            mistake
                .error_at(mistake.at - 1, "other-language", "`case` has no meaning here")
                .hint(written)
        }
        ("=>", Token::Comma) => mistake
            .error("invalid-switch", "several values of one arm are separated by `|`")
            .hint("write `\"a\" | \"b\" => ...`"),
        ("=>", _) => {
            Diagnostic::error("invalid-switch", "`=>` is missing behind the value of this arm")
                .at(mistake.gap_before(mistake.at))
                .hint(written)
        }
        (",", Token::SemiColon) => mistake
            .error("invalid-switch", "the arms of `switch` are separated by `,`")
            .hint("write `,` instead of `;`"),
        (",", _) => {
            Diagnostic::error("missing-comma", "a `,` is missing between two arms of `switch`")
                .at(mistake.gap_before(mistake.at))
                .hint("write `,` behind each arm")
        }
        ("{", _) => block(mistake),
        _ => mistake.error("invalid-switch", "this `switch` does not end").hint(written),
    }
}

/// What is where the value of an arm should be.
fn case(mistake: &Mistake<'_>) -> Diagnostic {
    match mistake.found() {
        Token::Identifier(word) if matches!(word.as_str(), "case" | "default") => mistake
            .error("other-language", format!("`{word}` has no meaning here"))
            .hint("write `switch value { \"a\" => 1, _ => 2 }`: `_` takes everything else"),
        Token::Identifier(word) => mistake
            .error("invalid-switch", format!("an arm of `switch` is a plain value, and `{word}` is a name"))
            .hint("write the value itself, as a string or a number; compare with names in `if ... else if ...`"),
        Token::Underscore => mistake.error("invalid-switch", "`_` must be alone in its arm").hint("write `_ => ...` as the last arm"),
        _ => mistake
            .error("invalid-switch", "an arm of `switch` is a plain value")
            .hint("write text, a number, `true`, `false` or a range; for a condition use `if ... else if ...`"),
    }
}

/// A token that starts no value.
fn unexpected(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found();
    let word = || found.literal_syntax();
    Some(match found {
        Token::Else => {
            mistake.error("syntax", "`else` belongs to no `if`").hint("write `if condition { ... } else { ... }`, without a `;` between")
        }
        Token::Catch => mistake.error("syntax", "`catch` belongs to no `try`").hint("write `try { ... } catch (problem) { ... }`"),
        Token::Let | Token::Const => mistake
            .error("syntax", format!("`{}` starts a statement and is no value", word()))
            .hint("make the variable before this statement"),
        Token::Colon => mistake.error("syntax", "`:` has no meaning here").hint("a map starts with `#{`: `#{ key: value }`"),
        Token::In => mistake.error("syntax", "`in` has no value before it").hint("write `item in list`, or `for item in list { ... }`"),
        Token::Comma => mistake.error("syntax", "a value is missing before this `,`").hint("take the `,` out, or put a value before it"),
        Token::Underscore => mistake
            .error("syntax", "`_` is no value")
            .hint("`_ => ...` is the last arm of a `switch`; a parameter that is not used is called `_name`"),
        Token::Comment(_) => {
            mistake.error("misplaced-comment", "documentation is not allowed inside a statement").hint("use `//` for this comment")
        }
        found if found.is_standard_symbol() || found.is_standard_keyword() => mistake
            .error("syntax", format!("unexpected `{}`", word()))
            .hint("a value is expected: a string, a number, a name, `#{ ... }`, `[...]` or a call"),
        _ => return None,
    })
}

/// What is behind a `.`.
fn property(mistake: &Mistake<'_>) -> Diagnostic {
    let source = mistake.source(mistake.at, mistake.at);
    let hint = match mistake.found() {
        Token::StringConstant(_) | Token::InterpolatedString(_) => {
            "a key in quotes is written in brackets: `map[\"key\"]`".to_string()
        }
        Token::IntegerConstant(_) | Token::FloatConstant(_) => {
            format!("an item is written in brackets: `list[{source}]`")
        }
        Token::LeftBracket => {
            "leave the `.` out: `map[\"key\"]`, or `map?[\"key\"]` where the map may be `()`"
                .to_string()
        }
        Token::Multiply => "all items of a reference are `x.all()`".to_string(),
        Token::LeftParen | Token::Unit => "a closure is called with `f.call(...)`".to_string(),
        _ => "`.` is followed by a property's name".to_string(),
    };
    mistake.error("syntax", "a name is missing behind `.`").hint(hint.as_str())
}
