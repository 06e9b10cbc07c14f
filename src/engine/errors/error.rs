//! From the language's errors to messages: what happened, where, and through which calls.

use crate::diag::Diagnostic;
use crate::engine::run::context::Run;
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
        self.map_err(|problem| raise(problem.at(Run::of(ctx).place(ctx)), ctx.call_position()))
    }
}

/// A problem as the language passes it on.
pub(crate) fn raise(problem: Diagnostic, position: Position) -> Box<EvalAltResult> {
    raise_value(Dynamic::from(problem), position)
}

/// A value of ours as the language passes it on, for [`Scene::diagnostic`](super::explain::Scene::diagnostic) to tell.
pub(crate) fn raise_value(value: Dynamic, position: Position) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(value, position))
}

/// A problem that a recipe can't catch: a file that is wrong is not run at all.
pub(crate) fn raise_for_good(problem: Diagnostic) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(problem), Position::NONE))
}

/// The first letter in lower case, as messages are written here.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
