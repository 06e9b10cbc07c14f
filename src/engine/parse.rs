//! From the parser's errors to messages.

use super::fail::lower_first;
use crate::diag::Diagnostic;
use rhai::{LexError, ParseErrorType};

/// Tells a parser's error.
pub(super) fn explain(kind: &ParseErrorType) -> Diagnostic {
    use ParseErrorType as P;
    match kind {
        P::UnexpectedEOF => syntax("the file ends in the middle of something").hint("a closing `}`, `)` or `]` is missing"),
        P::BadInput(error) => bad_input(error),
        P::MissingToken(token, description) => {
            syntax(format!("`{token}` is missing {}", lower_first(description).replace("to terminate", "at the end of")))
        }
        P::DuplicatedProperty(name) => Diagnostic::error("duplicate-key", format!("the key `{name}` stands twice in this map")),
        P::VariableUndefined(name) => Diagnostic::error("unknown-variable", format!("there is no variable `{name}`")),
        P::ExprTooDeep => Diagnostic::error("too-deep", "this expression is nested too deeply").hint("give parts of it a name with `let`"),
        P::AssignmentToConstant(name) => Diagnostic::error("constant", format!("`{name}` is a constant and can't be changed")),
        P::FnDuplicatedDefinition(name, count) => Diagnostic::error(
            "duplicate-function",
            format!("the function `{name}` with {} is defined twice", crate::diag::words::count(*count, "parameter")),
        ),
        other => syntax(lower_first(&other.to_string())),
    }
}

fn bad_input(error: &LexError) -> Diagnostic {
    match error {
        LexError::UnterminatedString => {
            syntax("this text never ends").hint("close it with `\"`; text over several lines stands in backticks")
        }
        LexError::ImproperSymbol(symbol, _) if symbol == "#" => syntax("`#` starts no comment here").hint("comments start with `//`"),
        other => syntax(lower_first(&other.to_string())),
    }
}

fn syntax(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("syntax", message)
}
