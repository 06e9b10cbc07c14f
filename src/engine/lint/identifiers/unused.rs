//! Imports and private functions that nothing uses.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use rhai::{ASTNode, Expr, Stmt};
use std::collections::BTreeSet;

pub(crate) fn check(page: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut namespaces = BTreeSet::new();
    let mut names = BTreeSet::new();
    page.nodes(&mut |node| match node {
        ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))
            if call.is_qualified() =>
        {
            namespaces.extend([call.namespace.root()])
        }
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => names.extend([call.name.as_str()]),
        ASTNode::Expr(Expr::Variable(variable, ..)) if !variable.2.is_empty() => {
            namespaces.extend([variable.2.root()])
        }
        ASTNode::Expr(Expr::Variable(variable, ..)) => names.extend([variable.1.as_str()]),
        _ => {}
    });
    let mut found = page.in_statements(|statement| match statement {
        Stmt::Import(parts, _)
            if !parts.1.name.is_empty()
                && !namespaces.contains(parts.1.name.as_str())
                && !names.contains(parts.1.name.as_str()) =>
        {
            Some(
                Diagnostic::warning(
                    "unused-import",
                    format!("the import `{}` is not used", parts.1.name),
                )
                .at(page.place(parts.1.pos))
                .hint(
                    format!("take it out, or call what it brings: `{}::name(...)`", parts.1.name)
                        .as_str(),
                ),
            )
        }
        _ => None,
    });
    let private = page
        .functions()
        .filter(|function| function.is_private && !names.contains(function.name.as_str()));
    found.extend(private.map(|function| {
        Diagnostic::warning(
            "unused-function",
            format!("the private function `{}` is not used", function.name),
        )
        .at(page.place_of_name(function))
        .hint("take it out, or leave `private` out if importers shall see it")
    }));
    found
}
