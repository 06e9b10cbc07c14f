//! From the language's errors to messages: what happened, where, and through which calls.

use super::catalogue::Catalogue;
use super::source::{Sources, point};
use super::words::{callee, type_in_words};
use crate::diag::{Call, Diagnostic, Place, suggest};
use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

/// What a native function gives back when it can fail.
pub type Fallible<T> = Result<T, Box<EvalAltResult>>;

/// Gives a problem the place of the call that ran into it.
pub trait At<T> {
    /// The result as the language passes it on, with its place.
    ///
    /// # Errors
    /// The same problem, with a place.
    fn at(self, ctx: &NativeCallContext<'_>) -> Fallible<T>;
}

impl<T> At<T> for Result<T, Diagnostic> {
    fn at(self, ctx: &NativeCallContext<'_>) -> Fallible<T> {
        self.map_err(|problem| raise(problem.at(place(ctx.call_source(), ctx.call_position())), ctx.call_position()))
    }
}

/// A problem as the language passes it on.
pub(super) fn raise(problem: Diagnostic, position: Position) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(problem), position))
}

/// A problem that a recipe can't catch: a file that is wrong is not run at all.
pub(super) fn raise_for_good(problem: Diagnostic) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(problem), Position::NONE))
}

/// A position in a file; none where either is unknown.
pub(super) fn place(file: Option<&str>, position: Position) -> Option<Place> {
    Some(Place { file: file?.to_string(), start: point(position)?, end: None })
}

/// What is known where an error is told.
pub(super) struct Scene<'a> {
    /// The functions that were there.
    pub(super) catalogue: &'a Catalogue,
    /// The recipe that was run.
    pub(super) main: &'a str,
    /// The files read so far.
    pub(super) sources: &'a Sources,
}

impl Scene<'_> {
    /// Tells an error of an evaluation.
    pub(super) fn diagnose(&self, error: &EvalAltResult) -> Diagnostic {
        let mut calls = Vec::new();
        let (root, file) = unwind(error, self.main, self.sources, &mut calls);
        let mut problem = explain(root, self.catalogue).at(place(Some(&file), root.position()));
        if problem.trace.is_empty() {
            calls.reverse();
            problem.trace = calls;
        }
        problem
    }
}

/// Follows an error inwards: gives its root and the root's file, and notes the calls on the way.
fn unwind<'e>(error: &'e EvalAltResult, file: &str, sources: &Sources, calls: &mut Vec<Call>) -> (&'e EvalAltResult, String) {
    match error {
        EvalAltResult::ErrorInFunctionCall(name, source, inner, position) => {
            // A layer knows the file of the function it called; its position stands in the file around it.
            calls.extend(place(Some(file), *position).map(|place| Call { what: format!("{} was called", callee(name)), place }));
            let called = sources.closure_file(name).unwrap_or(if source.is_empty() { file } else { source });
            unwind(inner, called, sources, calls)
        }
        EvalAltResult::ErrorInModule(module, inner, position) => {
            calls.extend(place(Some(file), *position).map(|place| Call { what: "it was imported".into(), place }));
            unwind(inner, if module.is_empty() { file } else { module }, sources, calls)
        }
        root => (root, file.to_string()),
    }
}

fn explain(error: &EvalAltResult, catalogue: &Catalogue) -> Diagnostic {
    use EvalAltResult as E;
    match error {
        E::ErrorRuntime(value, _) => thrown(value),
        E::ErrorTerminated(value, _) => thrown(value),
        E::ErrorVariableNotFound(name, _) => unknown_variable(name),
        E::ErrorPropertyNotFound(name, _) => Diagnostic::error("unknown-property", format!("the map has no key `{name}`"))
            .hint("`opt(map, \"a.b\", fallback)` gives a fallback for a key that may be missing"),
        E::ErrorDotExpr(text, _) => dot(text),
        E::ErrorIndexNotFound(index, _) => Diagnostic::error("unknown-index", format!("there is nothing at the index `{index}`")),
        E::ErrorFunctionNotFound(signature, _) => super::calls::unfit(signature, catalogue),
        E::ErrorModuleNotFound(path, _) => Diagnostic::error("unknown-module", format!("there is no module `{path}`")),
        E::ErrorMismatchDataType(wanted, found, _) | E::ErrorMismatchOutputType(wanted, found, _) => {
            Diagnostic::error("wrong-type", format!("expected {}, found {}", type_in_words(wanted), type_in_words(found)))
        }
        E::ErrorIndexingType(name, _) => {
            let name = name.split(['[', '(']).next().unwrap_or(name);
            Diagnostic::error("wrong-type", format!("{} can't be indexed like this", type_in_words(name)))
        }
        E::ErrorArrayBounds(0, index, _) => Diagnostic::error("out-of-bounds", format!("there is no item {index}: the array is empty")),
        E::ErrorArrayBounds(size, index, _) => {
            Diagnostic::error("out-of-bounds", format!("there is no item {index}: the array has {size}, counted from 0"))
        }
        E::ErrorStringBounds(size, index, _) => {
            Diagnostic::error("out-of-bounds", format!("there is no character {index}: the text has {size}"))
        }
        E::ErrorFor(_) => Diagnostic::error("not-iterable", "`for` can't go through this value")
            .hint("it takes an array, a range or text; for a map use `entries(map)`"),
        E::ErrorArithmetic(text, _) => Diagnostic::error("arithmetic", lower_first(text)),
        E::ErrorAssignmentToConstant(name, _) => Diagnostic::error("constant", format!("`{name}` is a constant and can't be changed")),
        E::ErrorNonPureMethodCallOnConstant(name, _) => Diagnostic::error("constant", format!("`{name}` would change a constant")),
        E::ErrorUnboundThis(_) => Diagnostic::error("no-this", "`this` has no meaning here: the function was not called as a method"),
        E::ErrorTooManyOperations(_) => {
            Diagnostic::error("too-long", "the recipe takes too many steps").hint("look for a loop that never ends")
        }
        E::ErrorStackOverflow(_) => Diagnostic::error("too-deep", "functions call each other too deeply")
            .hint("look for a function that calls itself without an end"),
        E::ErrorTooManyVariables(_) | E::ErrorTooManyModules(_) | E::ErrorDataTooLarge(..) => {
            Diagnostic::error("too-large", lower_first(&error.to_string()))
        }
        other => Diagnostic::error("failed", lower_first(other.to_string().split(" (line ").next().unwrap_or_default())),
    }
}

/// What an author threw, or what a native function found wrong.
fn thrown(value: &Dynamic) -> Diagnostic {
    if let Some(problem) = value.read_lock::<Diagnostic>() {
        return problem.clone();
    }
    let text = value.to_string();
    let shown: String = text.chars().take(2000).collect();
    Diagnostic::error("thrown", if shown.is_empty() { "the recipe stopped itself".into() } else { shown })
}

fn unknown_variable(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-variable", format!("there is no variable `{name}`"))
        .hint("a function sees its parameters and the top-level constants: pass in what else it needs")
}

/// The engine's own text names the property and the type; only the names are kept.
fn dot(text: &str) -> Diagnostic {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    match (quoted.next(), quoted.next()) {
        (Some(property), Some(type_name)) => {
            Diagnostic::error("unknown-property", format!("{} has no property `{property}`", type_in_words(type_name)))
        }
        _ => Diagnostic::error("unknown-property", lower_first(text)),
    }
}

/// The first letter in lower case, as messages are written here.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A hint with the nearest of `names`.
pub(super) fn nearest_hint<'a>(problem: Diagnostic, name: &str, names: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let hint = suggest::did_you_mean(name, names);
    problem.hint(hint.as_deref())
}
