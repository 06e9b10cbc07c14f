//! Changes of a loop's variable that are lost: it is a copy of the item.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::{children, root_variable};
use rhai::{ASTNode, Expr, Position, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_statements(|statement| {
        let Stmt::For(parts, _) = statement else { return None };
        let name = parts.0.name.as_str();
        let mut last = None;
        let mut seen = Seen::default();
        for inner in parts.2.body.statements() {
            follow(ASTNode::Stmt(inner), name, &mut last, &mut seen);
        }
        let position = last.filter(|_| !seen.used_after)?;
        Some(lost(recipe, name, position))
    })
}

/// Whether the variable is used after it was changed.
#[derive(Default)]
struct Seen {
    changed: bool,
    used_after: bool,
}

/// Walks in the order of the source, and notes changes of the variable and its uses behind them.
fn follow(node: ASTNode<'_>, name: &str, last: &mut Option<Position>, seen: &mut Seen) {
    if let ASTNode::Stmt(Stmt::Assignment(parts)) = node {
        let target = &parts.1.lhs;
        follow(ASTNode::Expr(&parts.1.rhs), name, last, seen);
        if root_variable(target) == Some(name)
            && matches!(target, Expr::Dot(..) | Expr::Index(..) | Expr::Variable(..))
        {
            *last = Some(target.start_position());
            seen.changed = true;
            return;
        }
    }
    if let ASTNode::Expr(Expr::Variable(variable, ..)) = node {
        seen.used_after |= seen.changed && variable.1 == name;
    }
    if let ASTNode::Stmt(Stmt::Share(taken)) = node {
        seen.used_after |= seen.changed && taken.iter().any(|(variable, _)| variable.name == name);
    }
    children(node).into_iter().for_each(|child| follow(child, name, last, seen));
}

fn lost(recipe: &RecipeFile<'_>, name: &str, position: Position) -> Diagnostic {
    Diagnostic::warning("lost-change", format!("this change is lost: `{name}` is a copy of the item, and is not used any more"))
        .at(recipe.place(position))
        .hint(
            format!("make a new list: `let changed = items.map(|{name}| {{ ...; {name} }});`, or change the item in its place: `items[i]`")
                .as_str(),
        )
}
