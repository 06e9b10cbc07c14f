//! Calls of functions and namespaces that are nowhere made, or with another number of values.
//!
//! A method can be anything that a value brings along, so it is met when the recipe runs.

use crate::diag::{Diagnostic, suggest};
use crate::engine::errors::unresolved_calls::{self, Called};
use crate::engine::lint::MOST_EXPLAINED;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::Function;
use crate::engine::reference::collect::catalogue::BUILT_IN;
use crate::engine::syntax::constructs::foreign;
use rhai::{ASTNode, Expr, FnCallExpr, Position, Stmt};
use std::collections::{BTreeMap, BTreeSet};

/// The functions of a file by their names.
type Own<'p> = BTreeMap<&'p str, Vec<&'p Function>>;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let imports = imports(recipe);
    let variables = recipe.variables();
    let mut own = Own::new();
    recipe.functions().for_each(|function| own.entry(&function.name).or_default().push(function));
    let check = |call: &FnCallExpr, position: Position| {
        if call.is_operator_call() {
            return None;
        }
        if call.is_qualified() {
            return qualified(recipe, &imports, &variables, call, position);
        }
        plain(recipe, &own, &variables, call, position)
    };
    let mut found = Vec::new();
    recipe.nodes(&mut |node| match node {
        _ if found.len() >= MOST_EXPLAINED => {}
        ASTNode::Expr(Expr::FnCall(call, position)) => found.extend(check(call, *position)),
        ASTNode::Stmt(Stmt::FnCall(call, position)) => found.extend(check(call, *position)),
        ASTNode::Expr(Expr::Variable(variable, _, position)) if !variable.2.is_empty() => {
            found.extend(
                unknown_namespace(
                    recipe,
                    &imports,
                    &variables,
                    variable.2.root(),
                    variable.2.position(),
                    &variable.1,
                )
                .map(|problem| problem.at(recipe.place(*position))),
            );
        }
        _ => {}
    });
    found
}

/// The names of the imports, wherever they are.
fn imports<'p>(recipe: &'p RecipeFile<'_>) -> BTreeSet<&'p str> {
    let mut imports = BTreeSet::new();
    recipe.statements(&mut |statement| {
        if let Stmt::Import(parts, _) = statement {
            imports.insert(parts.1.name.as_str());
        }
    });
    imports
}

fn qualified(
    recipe: &RecipeFile<'_>,
    imports: &BTreeSet<&str>,
    variables: &BTreeSet<&str>,
    call: &FnCallExpr,
    position: Position,
) -> Option<Diagnostic> {
    let root = call.namespace.root();
    if let Some(problem) =
        unknown_namespace(recipe, imports, variables, root, call.namespace.position(), &call.name)
    {
        return Some(problem);
    }
    if imports.contains(root) || !recipe.catalogue.has_namespace(root) {
        return None;
    }
    let forms = recipe.catalogue.forms(root, &call.name);
    let called = Called { namespace: root, name: &call.name, given: call.args.len() };
    let problem = if forms.is_empty() {
        unresolved_calls::unknown(&called, recipe.catalogue, &[])
    } else {
        unresolved_calls::wrong_count(&called, forms)?
    };
    Some(problem.at(recipe.place(position)))
}

fn unknown_namespace(
    recipe: &RecipeFile<'_>,
    imports: &BTreeSet<&str>,
    variables: &BTreeSet<&str>,
    root: &str,
    position: Position,
    name: &str,
) -> Option<Diagnostic> {
    if root == "global" || imports.contains(root) || recipe.catalogue.has_namespace(root) {
        return None;
    }
    let problem = Diagnostic::error("unknown-namespace", format!("there is no namespace `{root}`"))
        .at(recipe.place(position));
    if variables.contains(root) {
        return Some(problem.hint(format!("`{root}` is a variable: its methods are called with a dot, `{root}.{name}(...)`").as_str()));
    }
    let known = imports.iter().copied().chain(recipe.catalogue.namespaces());
    let hint = suggest::did_you_mean(root, known).unwrap_or_else(|| {
        format!("another file's functions are reached after `import \"./{root}\" as {root};`")
    });
    Some(problem.hint(hint.as_str()))
}

fn plain(
    recipe: &RecipeFile<'_>,
    own: &Own<'_>,
    variables: &BTreeSet<&str>,
    call: &FnCallExpr,
    position: Position,
) -> Option<Diagnostic> {
    let name = call.name.as_str();
    if BUILT_IN.contains(&name) {
        return None;
    }
    let own = own.get(name).map_or(&[][..], Vec::as_slice);
    let forms = recipe.catalogue.forms("", name);
    let called = Called { namespace: "", name, given: call.args.len() };
    let fits = own.iter().any(|function| function.parameters.len() == called.given);
    if fits {
        return None;
    }
    if let Some(function) = own.first() {
        if forms.iter().any(|form| form.parameters.len() == called.given) {
            return None;
        }
        let problem = unresolved_calls::wrong_count_of_own(
            &called,
            &own.iter().map(|function| function.parameters.as_slice()).collect::<Vec<_>>(),
        );
        let problem = problem.at(recipe.place(position));
        return Some(match recipe.place_of_name(function) {
            Some(place) => problem.related(place, "it is defined here"),
            None => problem,
        });
    }
    if !forms.is_empty() {
        let problem = unresolved_calls::wrong_count(&called, forms)?;
        let problem =
            if variables.contains(name) { unknown(recipe, variables, &called) } else { problem };
        return Some(problem.at(recipe.place(position)));
    }
    Some(unknown(recipe, variables, &called).at(recipe.place(position)))
}

fn unknown(recipe: &RecipeFile<'_>, variables: &BTreeSet<&str>, called: &Called<'_>) -> Diagnostic {
    let name = called.name;
    if variables.contains(name) {
        return Diagnostic::error(
            "unknown-function",
            format!("`{name}` is a variable, and no function"),
        )
        .hint(format!("a closure in a variable is called with `{name}.call(...)`").as_str());
    }
    if let Some(hint) = foreign::function(name) {
        return Diagnostic::error("unknown-function", format!("there is no function `{name}`"))
            .hint(hint);
    }
    let own: Vec<&str> = recipe.functions().map(|function| function.name.as_str()).collect();
    unresolved_calls::unknown(called, recipe.catalogue, &own)
}
