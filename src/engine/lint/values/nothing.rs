//! Values that are nothing: a method that only changes what it is called on is used as if it gave something.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::last_method;
use rhai::{ASTNode, Expr, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    recipe.nodes(&mut |node| {
        let values: Vec<&Expr> = match node {
            ASTNode::Stmt(Stmt::Var(parts, ..)) => vec![&parts.1],
            ASTNode::Stmt(Stmt::Assignment(parts)) => vec![&parts.1.rhs],
            ASTNode::Expr(Expr::Map(map, _)) => map.0.iter().map(|(_, value)| value).collect(),
            ASTNode::Expr(Expr::Array(items, _)) => items.iter().collect(),
            _ => Vec::new(),
        };
        found.extend(values.into_iter().filter_map(|value| nothing(recipe, value)));
    });
    found
}

fn nothing(recipe: &RecipeFile<'_>, value: &Expr) -> Option<Diagnostic> {
    let (call, position) = last_method(value)?;
    let forms = recipe.catalogue.forms("", &call.name);
    let fitting: Vec<_> =
        forms.iter().filter(|form| form.parameters.len() == call.args.len() + 1).collect();
    let is_own = recipe.functions().any(|function| function.name == call.name);
    if is_own
        || fitting.is_empty()
        || !fitting.iter().all(|form| form.is_method && form.gives_nothing)
    {
        return None;
    }
    let hint = match call.name.as_str() {
        "mixin" | "fill_with" => {
            "for a new map write `base + other`, or `base << other` to join inner maps too"
        }
        _ => "call it on a line of its own, and use the variable behind it",
    };
    Some(
        Diagnostic::error(
            "no-result",
            format!("`{}` changes what it is called on, and gives nothing", call.name),
        )
        .at(recipe.place(position))
        .hint(hint),
    )
}
