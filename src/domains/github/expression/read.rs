//! An expression that a recipe gives, by itself.

use super::check::vocabulary;
use super::holes::{refusal, splice};
use super::syntax::parse::parse;
use crate::diag::Diagnostic;
use crate::value::Text;

/// Reads an expression, and returns it as GitHub's documentation writes such; other expressions in `text` become part of it.
///
/// # Errors
/// When it is no expression, or when it holds a name that GitHub does not know. What is
/// available depends on the place, and is checked where the expression is used.
pub(crate) fn read(text: &Text) -> Result<String, Diagnostic> {
    let source = splice(text).map_err(refusal)?;
    let expr = parse(&source).map_err(|error| error.diagnostic(&source))?;
    match vocabulary::check(&expr).into_iter().next() {
        Some(problem) => Err(problem.note(format!("in the expression `{expr}`"))),
        None => Ok(expr.to_string()),
    }
}
