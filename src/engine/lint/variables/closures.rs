//! Closures that are kept from a loop: they share its variable, and see the last item when they are called.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::is_closure;
use crate::engine::lint::tree::{children, visit};
use rhai::{ASTNode, Expr, Position, Stmt};

/// Methods that keep what they are given.
pub(crate) const KEEPS: [&str; 4] = ["push", "insert", "append", "set"];

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_statements(|statement| {
        let Stmt::For(parts, _) = statement else { return None };
        let shared =
            [Some(parts.0.name.as_str()), parts.1.as_ref().map(|counter| counter.name.as_str())];
        let kept = parts
            .2
            .body
            .statements()
            .iter()
            .find_map(|inner| kept_in(ASTNode::Stmt(inner), &shared));
        kept.map(|(name, position)| diagnostic(recipe, name, position))
    })
}

/// The first closure that is kept and takes one of the names along.
fn kept_in<'a>(node: ASTNode<'a>, shared: &[Option<&str>]) -> Option<(&'a str, Position)> {
    let kept: Vec<&Expr> = match node {
        ASTNode::Expr(Expr::MethodCall(call, _) | Expr::FnCall(call, _))
            if KEEPS.contains(&call.name.as_str()) =>
        {
            call.args.iter().collect()
        }
        ASTNode::Stmt(Stmt::Assignment(parts)) => vec![&parts.1.rhs],
        _ => Vec::new(),
    };
    let closure = kept.into_iter().find_map(|value| closure_in(value, shared));
    closure.or_else(|| children(node).into_iter().find_map(|child| kept_in(child, shared)))
}

/// A closure that is the value itself, or is inside a map or array that is.
fn closure_in<'a>(value: &'a Expr, shared: &[Option<&str>]) -> Option<(&'a str, Position)> {
    match value {
        Expr::Stmt(block) if is_closure(block) => {
            let mut found = None;
            visit(ASTNode::Expr(value), &mut |node| {
                if let ASTNode::Stmt(Stmt::Share(taken)) = node {
                    found = found.or_else(|| {
                        taken
                            .iter()
                            .find(|(name, _)| shared.contains(&Some(name.name.as_str())))
                            .map(|(name, _)| (name.name.as_str(), name.pos))
                    });
                }
            });
            found
        }
        Expr::Array(items, _) => items.iter().find_map(|item| closure_in(item, shared)),
        Expr::Map(map, _) => map.0.iter().find_map(|(_, item)| closure_in(item, shared)),
        _ => None,
    }
}

fn diagnostic(recipe: &RecipeFile<'_>, name: &str, position: Position) -> Diagnostic {
    Diagnostic::warning(
        "shared-loop-variable",
        format!("this closure shares `{name}` with the loop: called later, it sees the last one"),
    )
    .at(recipe.place(position))
    .hint(
        format!("give it its own: `let own = {name};` before the closure, and use `own` in it")
            .as_str(),
    )
}
