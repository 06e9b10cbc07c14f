//! Checks the expressions in a text of a workflow: their language, their place, and what is declared.

use super::declared::Declared;
use super::place::{Place, is_condition};
use super::scope::Scope;
use super::script::Script;
use super::{untrusted, vocabulary};
use crate::diag::Diagnostic;
use crate::domains::github::expression::holes::{LANGUAGE, splice};
use crate::domains::github::expression::syntax::parse::parse;
use crate::domains::github::expression::syntax::scan::{Stretch, stretches};
use crate::value::{Hole, Path, Piece, Text, Value};

/// Everything that is wrong with the expressions in the text at `path` of a workflow.
pub(crate) fn check(workflow: &Value, path: Path, text: &Text) -> Vec<Diagnostic> {
    let spot = Spot { workflow, path };
    if is_condition(&spot.path) { spot.condition(text) } else { spot.text(text) }
}

/// A text's place in a workflow.
struct Spot<'a> {
    workflow: &'a Value,
    path: Path,
}

impl Spot<'_> {
    fn text(&self, text: &Text) -> Vec<Diagnostic> {
        match text {
            Text::Plain(plain) => self.plain(plain),
            Text::Pieces(pieces) => pieces.iter().flat_map(|piece| self.piece(piece)).collect(),
        }
    }

    fn piece(&self, piece: &Piece) -> Vec<Diagnostic> {
        match piece {
            Piece::Plain(plain) => self.plain(plain),
            Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => {
                self.expression(&expr.source)
            }
            // Its name is only known when the file is written; any will do to check the place.
            Piece::Hole(Hole::Secret(_)) => self.expression("secrets.TOKEN"),
            Piece::Literal(_) | Piece::Hole(Hole::Expr(_)) => Vec::new(),
        }
    }

    fn plain(&self, plain: &str) -> Vec<Diagnostic> {
        let found = stretches(plain).into_iter().map(|stretch| match stretch {
            Stretch::Plain(_) => Vec::new(),
            Stretch::Expression(source) => self.expression(source),
            Stretch::Open(rest) => vec![unclosed(rest)],
        });
        found.flatten().collect()
    }

    /// A condition is an expression as a whole, with or without `${{` and `}}`.
    fn condition(&self, text: &Text) -> Vec<Diagnostic> {
        let Some(plain) = text.as_str() else {
            return match splice(text) {
                Ok(source) => self.expression(&source),
                Err(Hole::Secret(_)) => self.expression("secrets.TOKEN"),
                // Reported where the condition is written.
                Err(Hole::Expr(_)) => Vec::new(),
            };
        };
        match stretches(plain).as_slice() {
            [Stretch::Expression(source)] => self.expression(source),
            [] | [Stretch::Plain(_)] => self.expression(plain),
            [.., Stretch::Open(rest)] => vec![unclosed(rest)],
            _ => vec![always_true(plain)],
        }
    }

    fn expression(&self, source: &str) -> Vec<Diagnostic> {
        let Some(place) = Place::of(&self.path) else { return vec![not_evaluated(source)] };
        if source.trim().is_empty() {
            return vec![empty()];
        }
        let expr = match parse(source) {
            Ok(expr) => expr,
            Err(error) => return vec![error.diagnostic(source)],
        };
        let mut found = vocabulary::check(&expr);
        found.extend(place.check(&expr));
        found.extend(Scope::new(self.workflow, &self.path, place).check(&expr));
        if let Some(script) = Script::at(self.workflow, &self.path) {
            found.extend(untrusted::check(
                &expr,
                &Declared::around(self.workflow, &self.path),
                script,
            ));
        }
        found
            .into_iter()
            .map(|problem| problem.note(format!("in the expression `{expr}`")))
            .collect()
    }
}

fn not_evaluated(source: &str) -> Diagnostic {
    Diagnostic::error(
        "misplaced-expression",
        format!("GitHub evaluates no expressions here: `{}` would stay text", source.trim()),
    )
    .hint("write the value itself; a recipe can compute it")
}

fn empty() -> Diagnostic {
    Diagnostic::error("invalid-expression", "this expression is empty")
        .hint("write what it is, as in `${{ github.sha }}`, or take it out")
}

fn unclosed(rest: &str) -> Diagnostic {
    let start: String = rest.trim().chars().take(40).collect();
    Diagnostic::error("invalid-expression", format!("the `${{{{` before `{start}` is never closed"))
        .hint("close it with `}}`")
        .hint("for a value of the recipe inside of an expression, use `github::expr(...)`")
        .hint("for the characters themselves, write `${{ '${{' }}`")
}

fn always_true(plain: &str) -> Diagnostic {
    Diagnostic::error("always-true", format!("`{}` is always true", plain.trim()))
        .note("with anything around `${{ }}` the condition is a text, and any text counts as true")
        .hint("take `${{` and `}}` out: `if` takes the bare expression")
}
