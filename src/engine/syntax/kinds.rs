//! Diagnostics by the kind of an error alone, where no family of mistakes recognised it.

use super::mistake::Mistake;
use crate::diag::Diagnostic;
use rhai::{LexError, ParseErrorType as Kind, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Diagnostic {
    match mistake.kind {
        Kind::UnexpectedEOF => mistake
            .error("syntax", "the file ends in the middle of a statement")
            .hint("finish it; a statement ends with `;`"),
        Kind::BadInput(error) => bad_input(mistake, error),
        Kind::MissingToken(token, _)
            if token.chars().all(|c| c.is_ascii_punctuation()) && !token.is_empty() =>
        {
            Diagnostic::error("syntax", format!("`{token}` is missing here"))
                .at(mistake.gap_before(mistake.at))
                .hint(format!("write `{token}`").as_str())
        }
        Kind::MismatchedType(wanted, found) => mismatch(mistake, wanted, found),
        Kind::MalformedIndexExpr(_) => mistake
            .error("wrong-type", "this can't be an index here")
            .hint("an array and a string are indexed by ints, a map by strings"),
        Kind::VariableUndefined(name) => mistake
            .error("unknown-variable", format!("there is no variable `{name}`"))
            .hint("make it with `let` before it is used"),
        Kind::ModuleUndefined(name) => mistake
            .error("unknown-namespace", format!("there is no namespace `{name}`"))
            .hint("another file's functions are reached after `import \"./file\" as name;`"),
        Kind::VariableExists(name) | Kind::ForbiddenVariable(name) => mistake
            .error("reserved-word", format!("`{name}` can't be the name of a variable here"))
            .hint("choose another name"),
        Kind::MalformedCapture(_) => {
            mistake.error("syntax", "a method is called without `!`").hint("leave the `!` out")
        }
        _ => limit(mistake),
    }
}

/// What is larger than a file may have.
fn limit(mistake: &Mistake<'_>) -> Diagnostic {
    match mistake.kind {
        Kind::ExprTooDeep => mistake
            .error("too-deep", "this expression is nested too deeply")
            .hint("give parts of it a name with `let`"),
        Kind::TooManyFunctions => mistake
            .error("too-large", "this file has too many functions")
            .hint("move some of them to a file of their own, and import that"),
        Kind::LiteralTooLarge(..) => mistake
            .error("too-large", "this value is too large")
            .hint("split it, or read it from a file"),
        _ => not_understood(mistake),
    }
}

fn bad_input(mistake: &Mistake<'_>, error: &LexError) -> Diagnostic {
    match error {
        LexError::StringTooLong(_) => mistake
            .error("too-large", "this string is too long")
            .hint("read it from a file with `read_text(path)`"),
        LexError::MalformedIdentifier(name) => mistake
            .error("syntax", format!("`{name}` is no name"))
            .hint("a name starts with a letter, and holds the letters a to z, digits and `_`"),
        _ => not_understood(mistake),
    }
}

/// The names that the parser has for the types of values.
fn mismatch(mistake: &Mistake<'_>, wanted: &str, found: &str) -> Diagnostic {
    let found = match found {
        "()" => "`()`",
        "a number" | "a floating-point number" => "a number",
        "a character" | "a string" => "a string",
        "an array" => "an array",
        "a boolean" => "a bool",
        _ => "a map",
    };
    if wanted.contains("boolean") {
        let hint =
            "a condition is `true` or `false`: compare the value, as in `x == 1` or `text != \"\"`";
        return mistake
            .error("wrong-type", format!("a condition is expected here, found {found}"))
            .hint(hint);
    }
    let hint = if found == "a map" {
        "for a map's keys and values write `for entry in entries(map) { ... }`"
    } else {
        "write `for item in [a, b] { ... }` or `for i in 0..10 { ... }`"
    };
    mistake.error("not-iterable", format!("`for` can't iterate over {found}")).hint(hint)
}

fn not_understood(mistake: &Mistake<'_>) -> Diagnostic {
    if *mistake.found() == Token::EOF {
        return mistake
            .error("syntax", "the file ends in the middle of a statement")
            .hint("finish it; a statement ends with `;`");
    }
    let source = mistake.source(mistake.at, mistake.at);
    let message = if source.is_empty() || source.chars().count() > 40 {
        "unexpected syntax".to_string()
    } else {
        format!("unexpected `{source}`")
    };
    mistake
        .error("syntax", message)
        .hint("look for a `;`, a `,` or an operator that is missing before it")
}
