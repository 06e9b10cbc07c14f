//! From the language's errors to messages: what happened, where, and through which calls.

use super::caller_errors::Blame;
use super::type_names::callee;
use crate::diag::{Call, Diagnostic, Place};
use crate::engine::reference::collect::catalogue::Catalogue;
use crate::engine::run::context::{Run, lock};
use crate::engine::source::mangling;
use crate::engine::source::sources::{Sources, point};
use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

/// What a native function returns when it can fail.
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
        self.map_err(|problem| {
            raise(problem.at(place(ctx.call_source(), ctx.call_position())), ctx.call_position())
        })
    }
}

/// A problem as the language passes it on.
pub(crate) fn raise(problem: Diagnostic, position: Position) -> Box<EvalAltResult> {
    raise_value(Dynamic::from(problem), position)
}

/// A value of ours as the language passes it on, for [`Scene::diagnostic`] to tell.
pub(crate) fn raise_value(value: Dynamic, position: Position) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(value, position))
}

/// A problem that a recipe can't catch: a file that is wrong is not run at all.
pub(crate) fn raise_for_good(problem: Diagnostic) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(problem), Position::NONE))
}

/// A position in a file; none where either is unknown.
pub(crate) fn place(file: Option<&str>, position: Position) -> Option<Place> {
    Some(Place { file: file?.to_string(), start: point(position)?, end: None })
}

/// What is known where an error is reported.
pub(crate) struct Scene<'a> {
    /// The run that ended in it.
    pub(crate) run: &'a Run,
    /// The functions that were there.
    pub(crate) catalogue: &'a Catalogue,
    /// The recipe that was run.
    pub(crate) main: &'a str,
}

impl Run {
    /// What an error of a closure that a native function called means.
    ///
    /// # Errors
    /// The error itself when it can't be caught: the recipe was stopped.
    pub fn diagnostic(
        &self,
        ctx: &NativeCallContext<'_>,
        error: Box<EvalAltResult>,
    ) -> Fallible<Diagnostic> {
        if self.watch().tripped().is_some() || matches!(*error, EvalAltResult::ErrorTerminated(..))
        {
            return Err(error);
        }
        let main = ctx.call_source().unwrap_or_default();
        Ok(Scene { run: self, catalogue: self.catalogue(ctx.engine()), main }.diagnostic(&error))
    }
}

impl Scene<'_> {
    /// The diagnostic of an error of an evaluation.
    pub(crate) fn diagnostic(&self, error: &EvalAltResult) -> Diagnostic {
        let mut calls = Vec::new();
        let (root, file) = unwind(error, self.main, &lock(&self.run.sources), &mut calls);
        calls.reverse();
        if let Some(blame) = blame_in(root) {
            return blame.diagnostic(&calls, &lock(&self.run.sources));
        }
        let place = place(Some(&file), root.position())
            .map(|place| lock(&self.run.sources).behind_dot(place));
        // Without a position of its own an error still belongs to its file.
        let mut problem = super::explain::explain(root, self, place.as_ref())
            .at(place)
            .at(Place::new(file, 1, 1));
        problem.place = problem.place.map(|place| lock(&self.run.sources).behind_dot(place));
        if problem.trace.is_empty() {
            problem.trace = calls;
        }
        problem
    }
}

/// Follows an error inwards: gives its root and the root's file, and notes the calls on the way.
fn unwind<'e>(
    error: &'e EvalAltResult,
    file: &str,
    sources: &Sources,
    calls: &mut Vec<Call>,
) -> (&'e EvalAltResult, String) {
    match error {
        EvalAltResult::ErrorInFunctionCall(name, source, inner, position) => {
            // A layer knows the file of the function it called; its position is in the file around it.
            calls.extend(place(Some(file), *position).map(|place| Call {
                what: format!("{} was called", callee(mangling::written(name))),
                place,
            }));
            let called =
                sources.closure_file(name).unwrap_or(if source.is_empty() { file } else { source });
            unwind(inner, called, sources, calls)
        }
        EvalAltResult::ErrorInModule(module, inner, position) => {
            calls.extend(
                place(Some(file), *position)
                    .map(|place| Call { what: "it was imported".into(), place }),
            );
            unwind(inner, if module.is_empty() { file } else { module }, sources, calls)
        }
        root => (root, file.to_string()),
    }
}

fn blame_in(error: &EvalAltResult) -> Option<Blame> {
    match error {
        EvalAltResult::ErrorRuntime(value, _) => {
            value.read_lock::<Blame>().map(|blame| blame.clone())
        }
        _ => None,
    }
}

/// The first letter in lower case, as messages are written here.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
