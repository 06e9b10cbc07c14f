//! Constants that are changed from inside: at run time, a new key in a constant map goes unnoticed.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::is_constant;
use crate::engine::lint::tree::root_variable;
use rhai::{Expr, Position, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let constants = constants(recipe);
    recipe.in_statements(|statement| {
        let Stmt::Assignment(parts) = statement else { return None };
        let target = &parts.1.lhs;
        let name =
            root_variable(target).filter(|_| matches!(target, Expr::Dot(..) | Expr::Index(..)))?;
        let (_, made) = constants.iter().find(|(constant, _)| *constant == name)?;
        Some(diagnostic(recipe, name, target.start_position(), *made))
    })
}

/// The constants of the top level whose name nothing else has, and where they are made.
fn constants<'p>(recipe: &'p RecipeFile<'_>) -> Vec<(&'p str, Position)> {
    let mut constants = Vec::new();
    let mut others: Vec<&str> = recipe
        .bodies
        .iter()
        .filter_map(|body| body.function.as_ref())
        .flat_map(|f| &f.parameters)
        .map(String::as_str)
        .collect();
    recipe.statements(&mut |statement| match statement {
        Stmt::Var(parts, flags, _) if is_constant(*flags) => {
            constants.push((parts.0.name.as_str(), parts.0.pos))
        }
        Stmt::Var(parts, ..) => others.push(&parts.0.name),
        Stmt::For(parts, _) => others.push(&parts.0.name),
        _ => {}
    });
    constants.retain(|(name, _)| !others.contains(name));
    constants
}

fn diagnostic(
    recipe: &RecipeFile<'_>,
    name: &str,
    changed: Position,
    made: Position,
) -> Diagnostic {
    let problem = Diagnostic::error("constant-assignment", format!("`{name}` is a constant and can't be changed"))
        .at(recipe.place(changed))
        .hint(format!("make a new value of it, `let own = {name} + #{{ ... }};`, or make it a variable with `let`").as_str());
    match recipe.place(made) {
        Some(made) => problem.related(made, "it was made a constant here"),
        None => problem,
    }
}
