//! Operators that the language does not have, and operators without a value beside them.

use crate::diag::Diagnostic;
use crate::engine::source::lexing::lexer::closes;
use crate::engine::syntax::mistake::Mistake;
use rhai::{LexError, ParseErrorType, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    match mistake.kind {
        ParseErrorType::UnknownOperator(operator) => Some(unknown(mistake, operator)),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) if symbol == "=" => Some(
            mistake
                .error("syntax", "`=` assigns, and a condition needs a value")
                .hint("compare with `==`"),
        ),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) if symbol == "!" => Some(
            mistake
                .error("syntax", "there are no macros: a function is called without `!`")
                .hint("leave the `!` out"),
        ),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) if symbol == "::" => Some(
            mistake
                .error("syntax", "`::` is not allowed after a `.`")
                .hint("a function in a namespace is called as `namespace::function(thing)`"),
        ),
        ParseErrorType::BadInput(LexError::UnexpectedInput(_)) => {
            doubled(mistake).or_else(|| missing_value(mistake))
        }
        ParseErrorType::MissingToken(..) if matches!(mistake.found(), Token::Reserved(_)) => {
            let Token::Reserved(operator) = mistake.found() else { return None };
            Some(unknown(mistake, operator))
        }
        ParseErrorType::UnexpectedEOF => missing_value(mistake),
        _ => None,
    }
}

fn unknown(mistake: &Mistake<'_>, operator: &str) -> Diagnostic {
    let name = mistake.word(-1).unwrap_or("x");
    let hint = match operator {
        "++" => format!("write `{name} += 1`"),
        "--" => format!("write `{name} -= 1`"),
        "|>" | "<|" => "call the function: `f(x)`, or as a method: `x.f()`".to_string(),
        "~" => "`!` negates a condition".to_string(),
        "!." => "leave the `!` out; `?.` gives `()` where the value before it is `()`".to_string(),
        _ => "the operators are `+ - * / % **`, `== != < <= > >=`, `&& || !`, `??`, `in`, `..`, and `<<` to merge maps".to_string(),
    };
    mistake
        .error("other-language", format!("there is no operator `{operator}`"))
        .hint(hint.as_str())
}

/// Two operators that touch and mean one in another language.
fn doubled(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let (before, found) = (mistake.lexeme(-1)?, mistake.lexeme(0)?);
    if !before.touches(found) {
        return None;
    }
    let name = mistake.word(-2).unwrap_or("x");
    let (written, hint) = match (&before.token, &found.token) {
        (Token::And, Token::Ampersand) => ("&&&", "write `&&`".to_string()),
        (Token::Or, Token::Pipe) => ("|||", "write `||`".to_string()),
        (Token::DoubleQuestion, Token::Equals) => {
            ("??=", format!("write `{name} = {name} ?? ...`; a key that may be missing is read with `opt(map, \"key\", fallback)`"))
        }
        (Token::Or, Token::Equals) => ("||=", format!("write `{name} = {name} || ...`")),
        (Token::And, Token::Equals) => ("&&=", format!("write `{name} = {name} && ...`")),
        (Token::LessThan, Token::GreaterThan) => ("<>", "write `!=`".to_string()),
        (Token::Equals, Token::LessThan) => ("=<", "write `<=`".to_string()),
        (Token::LeftBracket, Token::Multiply) => {
            ("[*]", "all items of a reference are `x.all()`; those of an array are reached with `for`, or `map(|item| ...)`".to_string())
        }
        (Token::LeftBracket, Token::RightBracket) => {
            ("[]", "an index is written between the brackets: `list[0]`, `map[\"key\"]`; `list.push(x)` adds an item".to_string())
        }
        _ => return None,
    };
    let place = mistake.between(mistake.at - 1, mistake.at);
    let message = if written == "[]" {
        "an index is missing here".to_string()
    } else {
        format!("there is no `{written}` here")
    };
    Some(Diagnostic::error("other-language", message).at(place).hint(hint.as_str()))
}

/// The operator, comma or keyword in front of a missing value, as messages show it.
fn operator_before(mistake: &Mistake<'_>) -> Option<String> {
    let token = mistake.token(-1);
    let is_operator = token.is_standard_symbol() && token.precedence().is_some();
    Some(match token {
        Token::Equals => "`=`".to_string(),
        Token::Colon => {
            mistake.word(-2).map_or_else(|| "`:`".to_string(), |key| format!("`{key}:`"))
        }
        Token::Comma => "`,`".to_string(),
        Token::Return
        | Token::Throw
        | Token::If
        | Token::While
        | Token::In
        | Token::Switch
        | Token::Import
        | Token::Bang
        | Token::UnaryMinus
        | Token::UnaryPlus => format!("`{}`", token.literal_syntax()),
        _ if is_operator => format!("`{}`", token.literal_syntax()),
        _ => return None,
    })
}

/// An operator, a comma or an opening bracket, and then nothing that is a value.
fn missing_value(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let before = mistake.at.checked_sub(1)?;
    let behind = operator_before(mistake)?;
    let ends = closes(mistake.found())
        || matches!(
            mistake.found(),
            Token::SemiColon | Token::Comma | Token::EOF | Token::Colon | Token::Equals
        );
    let is_operator =
        mistake.found().is_standard_symbol() && mistake.found().precedence().is_some();
    let keyword = mistake.found().is_standard_keyword();
    if !(ends || is_operator || keyword) {
        return None;
    }
    let hint = if keyword {
        format!(
            "`{}` starts a statement and is no value; `if` and `switch` can be one",
            mistake.found().literal_syntax()
        )
    } else if behind == "`,`" {
        "take the `,` out, or put a value behind it".to_string()
    } else {
        format!("write a value behind {behind}, or take it out")
    };
    Some(
        Diagnostic::error("syntax", format!("a value is missing behind {behind}"))
            .at(mistake.gap_before(before + 1))
            .hint(hint.as_str()),
    )
}
