//! Functions and imports of a recipe that take the place of what is already there.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::Function;
use crate::engine::reference::collect::catalogue::Form;
use rhai::{Expr, Stmt};

pub(crate) fn check(page: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let functions = page.functions().filter_map(|function| hides(page, function));
    functions.chain(imports(page)).collect()
}

fn hides(page: &RecipeFile<'_>, function: &Function) -> Option<Diagnostic> {
    let (name, count) = (function.name.as_str(), function.parameters.len());
    // Recipes hardly ever ask a range or a function: `start`, `end` and `name` are free for something better.
    let forms = page.catalogue.forms("", name).iter().filter(|form| {
        form.parameters
            .first()
            .is_none_or(|first| !["a range", "a function"].contains(&first.what.as_str()))
    });
    let forms: Vec<&Form> = forms.collect();
    // Nobody calls the method of a thing as a function: `file.network(...)` and never `network(file, ...)`.
    let is_of_thing = |form: &Form| {
        form.is_method
            && form.parameters.first().is_some_and(|first| page.catalogue.is_thing(&first.what))
    };
    let function_hidden =
        forms.iter().any(|form| form.parameters.len() == count && !is_of_thing(form));
    // As a method it takes what stands before the dot besides its parameters; that matters where the file calls it so.
    let method = forms.iter().find(|form| form.is_method && form.parameters.len() == count + 1);
    let method = method.filter(|_| calls_method(page, name, count));
    let what = match (function_hidden, method) {
        (true, _) => format!("the function `{name}` that is always there"),
        (false, Some(method)) => format!("the method `{name}` of {}", method.parameters[0].what),
        (false, None) => return None,
    };
    Some(
        Diagnostic::warning("hides-function", format!("this function hides {what}"))
            .at(page.place_of_name(function))
            .note("in this file every call with as many values means this one")
            .hint("give it another name"),
    )
}

fn calls_method(page: &RecipeFile<'_>, name: &str, count: usize) -> bool {
    let mut found = false;
    page.expressions(&mut |expression| {
        found |= matches!(expression, Expr::MethodCall(call, _) if call.name == name && call.args.len() == count);
    });
    found
}

fn imports(page: &RecipeFile<'_>) -> Vec<Diagnostic> {
    page.in_statements(|statement| match statement {
        Stmt::Import(parts, _) if page.catalogue.has_namespace(&parts.1.name) => Some(
            Diagnostic::warning(
                "hides-function",
                format!("this import hides the namespace `{}`", parts.1.name),
            )
            .at(page.place(parts.1.pos))
            .hint("give it another name behind `as`"),
        ),
        _ => None,
    })
}
