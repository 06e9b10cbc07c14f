//! A division of ints that has a remainder.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::Expr;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_expressions(|expression| {
        let Expr::FnCall(call, position) = expression else { return None };
        let [Expr::IntegerConstant(left, _), Expr::IntegerConstant(right, _)] =
            call.args.as_slice()
        else {
            return None;
        };
        let loses = call.is_operator_call() && call.name == "/" && *right != 0 && left % right != 0;
        loses.then(|| {
            Diagnostic::warning(
                "lossy-division",
                format!(
                    "`{left} / {right}` is {}: ints are divided without a remainder",
                    left / right
                ),
            )
            .at(recipe.place(*position))
            .hint(format!("write `{left}.0 / {right}` for a float").as_str())
        })
    })
}
