//! Imports and private functions that nothing uses.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::{ASTNode, Expr, Position, Stmt};
use std::collections::BTreeSet;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let used = Used::of(recipe);
    let mut found = recipe.in_statements(|statement| match statement {
        Stmt::Import(parts, position)
            if !used.import(&parts.1.name) && !is_exported(recipe, *position) =>
        {
            let name = &parts.1.name;
            let problem =
                Diagnostic::warning("unused-import", format!("the import `{name}` is not used"));
            let hint = format!("remove it, or call one of its functions: `{name}::name(...)`");
            Some(problem.at(recipe.place(parts.1.pos)).hint(hint.as_str()))
        }
        _ => None,
    });
    let unused = recipe
        .functions()
        .filter(|function| function.is_private && !used.names.contains(function.name.as_str()));
    found.extend(unused.map(|function| {
        let message = format!("the private function `{}` is not used", function.name);
        Diagnostic::warning("unused-function", message)
            .at(recipe.place_of_name(function))
            .hint("remove it, or remove `private` to export it")
    }));
    found
}

/// Whether an import is for importers of the file.
fn is_exported(recipe: &RecipeFile<'_>, import: Position) -> bool {
    recipe.line_before(import).trim_end().ends_with("export")
}

/// The names that a file uses.
#[derive(Default)]
struct Used<'a> {
    namespaces: BTreeSet<&'a str>,
    names: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn of(recipe: &'a RecipeFile<'_>) -> Self {
        let mut used = Self::default();
        recipe.nodes(&mut |node| match node {
            ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))
                if call.is_qualified() =>
            {
                used.namespaces.extend([call.namespace.root()])
            }
            ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
            | ASTNode::Stmt(Stmt::FnCall(call, _)) => used.names.extend([call.name.as_str()]),
            ASTNode::Expr(Expr::Variable(variable, ..)) if !variable.2.is_empty() => {
                used.namespaces.extend([variable.2.root()])
            }
            ASTNode::Expr(Expr::Variable(variable, ..)) => used.names.extend([variable.1.as_str()]),
            _ => {}
        });
        used
    }

    /// Whether an import is used; one without a name is never unused.
    fn import(&self, name: &str) -> bool {
        name.is_empty() || self.namespaces.contains(name) || self.names.contains(name)
    }
}
