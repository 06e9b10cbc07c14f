//! Values passed to functions in another language's way.

use crate::diag::Diagnostic;
use crate::engine::syntax::mistake::{Mistake, ends_value};
use rhai::{ParseErrorType, Token};

pub(crate) fn explain(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let ParseErrorType::MissingToken(missing, why) = mistake.kind else { return None };
    if missing == "," && why.contains("arguments") {
        return argument(mistake);
    }
    let tuple = missing == ")" && *mistake.found() == Token::Comma;
    let tuple = tuple.then(|| mistake.opener()).flatten()?;
    Some(
        Diagnostic::error("other-language", "there are no tuples here")
            .at(mistake.between(tuple, mistake.at))
            .hint("several values are written in an array: `[a, b]`; the parameters of a closure are written between bars: `|a, b| ...`"),
    )
}

fn argument(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let name = mistake.word(-1).unwrap_or("name");
    match mistake.found() {
        Token::Colon | Token::Equals | Token::DoubleArrow => Some(
            Diagnostic::error("other-language", "values are passed by their order, not by name")
                .at(mistake.between(mistake.at.saturating_sub(1), mistake.at))
                .hint(format!("options are written in a map: `#{{ {name}: ... }}`").as_str()),
        ),
        _ if ends_value(mistake.token(-1)) => Some(
            Diagnostic::error("missing-comma", "a `,` is missing between two values")
                .at(mistake.gap_before(mistake.at))
                .hint("separate what a function is given with `,`"),
        ),
        _ => None,
    }
}
