//! A call that fits no function: which one was meant, and what it takes instead.

use super::fail::nearest_hint;
use super::words::{callee, type_in_words};
use crate::diag::{Diagnostic, words};
use rhai::Engine;

/// Tells that no function fits `signature`: `name (type, type)`, as the engine writes it.
pub(super) fn unknown_function(signature: &str, engine: &Engine) -> Diagnostic {
    let (name, types) = signature.split_once('(').unwrap_or((signature, ""));
    let name = name.trim();
    let given = argument_types(types);
    if name.starts_with("anon$") {
        return Diagnostic::error(
            "wrong-arguments",
            format!("{} takes another number of parameters than the {} it is given", callee(name), given.len()),
        );
    }
    let known = function_names(engine);
    let plain = name.rsplit("::").next().unwrap_or(name);
    if known.iter().any(|known| known == name) {
        let found = if given.is_empty() { "nothing".to_string() } else { given.join(", ") };
        return Diagnostic::error("wrong-arguments", format!("`{name}` can't be called like this")).note(format!("it was given {found}"));
    }
    if given.len() == 2 && !plain.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return Diagnostic::error("wrong-type", format!("`{name}` does not work between {}", given.join(" and ")));
    }
    let problem = Diagnostic::error("unknown-function", format!("there is no function `{name}`"));
    let problem = if given.is_empty() {
        problem
    } else {
        problem.note(format!("it was called with {}: {}", words::count(given.len(), "value"), given.join(", ")))
    };
    nearest_hint(problem, name, known.iter().map(String::as_str))
}

/// The argument types in words; text has a list of names that itself holds no comma.
fn argument_types(types: &str) -> Vec<String> {
    types.trim_end_matches(')').split(", ").filter(|name| !name.is_empty()).map(type_in_words).collect()
}

/// Every function that can be called, as it is written: `emit`, `terraform::root`.
fn function_names(engine: &Engine) -> Vec<String> {
    let named = |namespace: &str, name: &str| if namespace.is_empty() { name.to_string() } else { format!("{namespace}::{name}") };
    let is_word = |name: &str| name.starts_with(|c: char| c.is_alphabetic()) && !name.contains('$');
    let mut names = engine.collect_fn_metadata(
        None,
        |function| is_word(&function.metadata.name).then(|| named(&function.namespace, &function.metadata.name)),
        false,
    );
    names.sort();
    names.dedup();
    names
}
