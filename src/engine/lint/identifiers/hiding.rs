//! Functions and imports of a recipe that take the place of what is already there.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::Function;
use crate::engine::reference::collect::catalogue::Form;
use rhai::{Expr, Stmt};

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let functions = recipe.functions().filter_map(|function| hides(recipe, function));
    functions.chain(imports(recipe)).collect()
}

fn hides(recipe: &RecipeFile<'_>, function: &Function) -> Option<Diagnostic> {
    let (name, count) = (function.name.as_str(), function.parameters.len());
    // Recipes hardly ever ask a range or a function: `start`, `end` and `name` are free for something better.
    let forms = recipe.catalogue.forms("", name).iter().filter(|form| {
        form.parameters
            .first()
            .is_none_or(|first| !["a range", "a function"].contains(&first.what.as_str()))
    });
    let forms: Vec<&Form> = forms.collect();
    // The method of a thing is never called as a function: `file.network(...)` and never `network(file, ...)`.
    let is_of_thing = |form: &Form| {
        form.is_method
            && form.parameters.first().is_some_and(|first| recipe.catalogue.is_thing(&first.what))
    };
    let function_hidden =
        forms.iter().any(|form| form.parameters.len() == count && !is_of_thing(form));
    // As a method it takes what is before the dot besides its parameters; that matters where the file calls it so.
    let method = forms.iter().find(|form| form.is_method && form.parameters.len() == count + 1);
    let method = method.filter(|_| calls_method(recipe, name, count));
    let what = match (function_hidden, method) {
        (true, _) => format!("the function `{name}` that is always there"),
        (false, Some(method)) => format!("the method `{name}` of {}", method.parameters[0].what),
        (false, None) => return None,
    };
    Some(
        Diagnostic::warning("hides-function", format!("this function hides {what}"))
            .at(recipe.place_of_name(function))
            .note("in this file every call with as many values means this one")
            .hint("give it another name"),
    )
}

fn calls_method(recipe: &RecipeFile<'_>, name: &str, count: usize) -> bool {
    let mut found = false;
    recipe.expressions(&mut |expression| {
        found |= matches!(expression, Expr::MethodCall(call, _) if call.name == name && call.args.len() == count);
    });
    found
}

fn imports(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    recipe.in_statements(|statement| match statement {
        Stmt::Import(parts, _) if recipe.catalogue.has_namespace(&parts.1.name) => Some(
            Diagnostic::warning(
                "hides-function",
                format!("this import hides the namespace `{}`", parts.1.name),
            )
            .at(recipe.place(parts.1.pos))
            .hint("give it another name behind `as`"),
        ),
        _ => None,
    })
}
