//! Text whose quotes mean something else than they seem to.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::{Expr, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_expressions(|expression| match expression {
        Expr::InterpolatedString(parts, _) => {
            let foreign = parts.iter().find(|part| is_foreign_expression(part)).map(|part| foreign_expression(recipe, part));
            foreign.or_else(|| literal_line_end(recipe, parts.last()?))
        }
        Expr::StringConstant(_, position) if recipe.text_at(*position).starts_with("\"\"\"") => Some(
            Diagnostic::warning("triple-quotes", "three quotes are text that starts with a quote")
                .at(recipe.place(*position))
                .note("two quotes inside text are one quote, so `\"\"\"a\"\"\"` is the text \"a\" with its quotes")
                .hint("a string over several lines is written in backticks: `...`"),
        ),
        Expr::StringConstant(_, position) if recipe.text_at(*position).starts_with('`') => literal_line_end(recipe, expression),
        _ => None,
    })
}

/// Text in backticks whose end was meant to be a line's end. Elsewhere a `\n` may be a script's own.
fn literal_line_end(recipe: &RecipeFile<'_>, last: &Expr) -> Option<Diagnostic> {
    let Expr::StringConstant(text, position) = last else { return None };
    let problem = Diagnostic::warning(
        "line-end-in-backticks",
        "in backticks `\\n` is a backslash and an `n`, and no line end",
    )
    .at(recipe.place(*position))
    .hint("end the line in the text itself, or add it in double quotes: `...` + \"\\n\"");
    text.ends_with("\\n").then_some(problem)
}

/// Whether a part of text in backticks is `${{ ... }}`, which other tools evaluate and this language would, too.
pub(crate) fn is_foreign_expression(part: &Expr) -> bool {
    matches!(part, Expr::Stmt(block) if matches!(block.statements(), [Stmt::Block(_)]))
}

fn foreign_expression(recipe: &RecipeFile<'_>, part: &Expr) -> Diagnostic {
    let source = recipe.text_at(part.position());
    let shown = source.find("}}").map_or("{{ ... }}", |end| &source[..end + 2]);
    let shown = if shown.len() > 60 || shown.contains('\n') { "{{ ... }}" } else { shown };
    Diagnostic::error(
        "expression-in-backticks",
        "`${{` inside backticks is not passed on: the recipe would evaluate what is in it",
    )
    .at(recipe.place(part.position()))
    .hint(
        format!("write the text in double quotes, where nothing is filled in: \"${shown}\"")
            .as_str(),
    )
    .hint("where both are needed, `\\${` keeps a `${` in backticks as it is")
}
