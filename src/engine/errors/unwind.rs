//! From an error that passed through calls to a message: where it began, and the way there.

use super::caller_errors::Blame;
use super::error::Fallible;
use super::explain::{Scene, explain};
use super::type_names::callee;
use crate::diag::{Call, Diagnostic, Place};
use crate::engine::run::context::Run;
use crate::engine::source::mangling;
use crate::util::lock::lock;
use rhai::{EvalAltResult, NativeCallContext};

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
    /// The diagnostic of an error of an evaluation; of several the first.
    pub(crate) fn diagnostic(&self, error: &EvalAltResult) -> Diagnostic {
        self.diagnostics(error).swap_remove(0)
    }

    /// All that an error of an evaluation is about: at least one diagnostic.
    pub(crate) fn diagnostics(&self, error: &EvalAltResult) -> Vec<Diagnostic> {
        let mut calls = Vec::new();
        let (root, file) = unwind(error, self.main, self.run, &mut calls);
        calls.reverse();
        if let Some(blame) = blame_in(root) {
            return blame.diagnostics(&calls);
        }
        let place = self
            .run
            .position(Some(&file), root.position())
            .map(|place| lock(&self.run.sources).behind_dot(place));
        // Without a position of its own an error still belongs to its file.
        let mut problem = explain(root, self, place.as_ref()).at(place).at(Place::new(file, 1, 1));
        problem.place = problem.place.map(|place| lock(&self.run.sources).behind_dot(place));
        if problem.trace.is_empty() {
            problem.trace = calls;
        }
        vec![problem]
    }
}

/// Follows an error inwards: gives its root and the root's file, and notes the calls on the way.
fn unwind<'e>(
    error: &'e EvalAltResult,
    file: &str,
    run: &Run,
    calls: &mut Vec<Call>,
) -> (&'e EvalAltResult, String) {
    match error {
        EvalAltResult::ErrorInFunctionCall(name, source, inner, position) => {
            // A layer knows the file of the function it called; its position is in the file around it.
            calls.extend(run.position(Some(file), *position).map(|place| Call {
                what: format!("{} was called", callee(mangling::written(name))),
                place,
            }));
            let closure = lock(&run.sources).closure_file(name).map(String::from);
            let called = if source.is_empty() { file } else { source };
            unwind(inner, closure.as_deref().unwrap_or(called), run, calls)
        }
        EvalAltResult::ErrorInModule(module, inner, position) => {
            calls.extend(
                run.position(Some(file), *position)
                    .map(|place| Call { what: "it was imported".into(), place }),
            );
            unwind(inner, if module.is_empty() { file } else { module }, run, calls)
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
