//! Imports whose path is computed: which files a recipe is made of has to be known before it runs.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::{Expr, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_statements(|statement| match statement {
        Stmt::Import(parts, _) if parts.1.name.is_empty() && matches!(parts.0, Expr::Variable(..)) => Some(
            Diagnostic::error("computed-import", "the path of an import must be a string literal").at(recipe.place(parts.0.position())).hint(
                format!("write `import \"./{0}\" as {0};`", recipe.text_at(parts.0.position()).split(';').next().unwrap_or("file").trim())
                    .as_str(),
            ),
        ),
        Stmt::Import(parts, position) if !matches!(parts.0, Expr::StringConstant(..)) => Some(
            Diagnostic::error("computed-import", "the path of an import is plain text, and can't be computed")
                .at(recipe.place(parts.0.position()).or_else(|| recipe.place(*position)))
                .note("which files a recipe is made of has to be known before it runs")
                .hint("write `import \"./file\" as name;`; to choose between files, import them all and choose between their names"),
        ),
        _ => None,
    })
}
