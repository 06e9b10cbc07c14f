//! Text whose quotes mean something else than they seem to.

use super::Page;
use crate::diag::Diagnostic;
use rhai::{Expr, Stmt};

pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    page.in_expressions(|expression| match expression {
        Expr::InterpolatedString(parts, _) => {
            parts.iter().find(|part| is_foreign_expression(part)).map(|part| foreign_expression(page, part))
        }
        Expr::StringConstant(_, position) if page.text_at(*position).starts_with("\"\"\"") => Some(
            Diagnostic::warning("triple-quotes", "three quotes are text that starts with a quote")
                .at(page.place(*position))
                .note("two quotes inside text are one quote, so `\"\"\"a\"\"\"` is the text \"a\" with its quotes")
                .hint("text over several lines stands in backticks: `...`"),
        ),
        _ => None,
    })
}

/// Whether a part of text in backticks is `${{ ... }}`, which other tools evaluate and this language would, too.
pub(super) fn is_foreign_expression(part: &Expr) -> bool {
    matches!(part, Expr::Stmt(block) if matches!(block.statements(), [Stmt::Block(_)]))
}

fn foreign_expression(page: &Page<'_>, part: &Expr) -> Diagnostic {
    let source = page.text_at(part.position());
    let shown = source.find("}}").map_or("{{ ... }}", |end| &source[..end + 2]);
    let shown = if shown.len() > 60 || shown.contains('\n') { "{{ ... }}" } else { shown };
    Diagnostic::error("expression-in-backticks", "`${{` inside backticks is not passed on: the recipe would evaluate what stands in it")
        .at(page.place(part.position()))
        .hint(format!("write the text in double quotes, where nothing is filled in: \"${shown}\"").as_str())
        .hint("where both are needed, `\\${` keeps a `${` in backticks as it stands")
}
