//! Text in double quotes that looks as if a variable were to be filled in.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::Expr;
use std::collections::BTreeSet;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let variables = recipe.variables();
    recipe.in_expressions(|expression| {
        let Expr::StringConstant(text, position) = expression else { return None };
        let name = filled(text, &variables)?;
        // Backticks hold constants too, where the parts around a value are meant as they are.
        if !recipe.text_at(*position).starts_with('"') {
            return None;
        }
        Some(
            Diagnostic::warning("not-filled-in", format!("`${{{name}}}` stays as it is: text in double quotes is not filled in"))
                .at(recipe.place(*position))
                .hint("write the text in backticks for the value of the variable")
                .hint("where the characters are meant, give the variable another name, or wrap the text in `literal(...)`"),
        )
    })
}

/// The first `${name}` of a text whose name is a variable's.
fn filled<'t>(text: &'t str, variables: &BTreeSet<&str>) -> Option<&'t str> {
    let names = text
        .match_indices("${")
        .filter_map(|(start, _)| text[start + 2..].split_once('}').map(|(inside, _)| inside));
    names
        .into_iter()
        .find(|inside| variables.contains(inside.split(['.', '[']).next().unwrap_or_default()))
}
