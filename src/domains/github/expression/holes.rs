//! Text with expressions in it, as one expression.

use super::syntax::parse::parse;
use super::syntax::tree::Expr;
use crate::diag::Diagnostic;
use crate::document::foreign;
use crate::value::{Hole, Piece, Text};

/// The name of GitHub's expression language, in holes.
pub(crate) const LANGUAGE: &str = "GitHub";

/// How an expression of another tool gets into a workflow.
pub(crate) const EXTERNAL: &str = "pass it on as an output of the step that knows it";

/// A condition with holes as people write it.
///
/// # Errors
/// When it holds an expression of another tool.
pub(crate) fn condition(text: &Text) -> Result<String, Diagnostic> {
    let source = splice(text).map_err(refusal)?;
    // A bare `!` would start a tag in YAML; in `${{ }}` it needs no quotes.
    Ok(if source.starts_with('!') { format!("${{{{ {source} }}}}") } else { source })
}

/// The expression that a text with holes is; operations are put into parentheses.
///
/// # Errors
/// The hole that can't be part of an expression.
pub(crate) fn splice(text: &Text) -> Result<String, &Hole> {
    match text {
        Text::Plain(plain) => Ok(plain.to_string()),
        Text::Pieces(pieces) => match pieces.as_slice() {
            [only] => source(only).map(String::from),
            pieces => pieces.iter().map(part).collect(),
        },
    }
}

/// Why a hole can't be part of an expression.
pub(crate) fn refusal(hole: &Hole) -> Diagnostic {
    match hole {
        Hole::Secret(name) => Diagnostic::error(
            "secret-in-expression",
            format!("the secret `{name}` can't be part of an expression"),
        )
        .hint("put it into `env`, and use `env.NAME` in the expression"),
        Hole::Expr(expr) => foreign(expr, LANGUAGE, EXTERNAL),
    }
}

fn source(piece: &Piece) -> Result<&str, &Hole> {
    match piece {
        Piece::Plain(plain) | Piece::Literal(plain) => Ok(plain),
        Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => Ok(&expr.source),
        Piece::Hole(hole) => Err(hole),
    }
}

fn part(piece: &Piece) -> Result<String, &Hole> {
    let source = source(piece)?;
    let is_operation =
        matches!(piece, Piece::Hole(_)) && matches!(parse(source), Ok(Expr::Operation(..)));
    Ok(if is_operation { format!("({source})") } else { source.into() })
}
