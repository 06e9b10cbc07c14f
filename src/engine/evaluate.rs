//! One evaluation from beginning to end, on a thread of its own.

use super::compile::compile;
use super::fail::Scene;
use super::handle::Casts;
use super::run::{RunRef, lock};
use super::{Limits, Namespace, Shelf, World, host};
use crate::diag::Diagnostic;
use crate::model::Model;
use crate::project::Project;
use rhai::Scope;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// Deeply nested data is taken apart by recursion; the stack is reserved, and used only when needed.
const STACK_BYTES: usize = 256 << 20;

/// All that an evaluation depends on.
pub struct Setup<'a> {
    /// The recipe's path in the project.
    pub recipe: &'a str,
    /// The door to files.
    pub world: Arc<dyn World>,
    /// The project with its environments.
    pub project: Arc<Project>,
    /// What can be called.
    pub namespaces: &'a [Namespace],
    /// What can be imported by name.
    pub shelf: Shelf,
    /// How much it may do.
    pub limits: Limits,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// The files; those emitted before an error are among them.
    pub model: Model,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// What the recipe printed, a line each.
    pub printed: Vec<String>,
    /// The texts of all recipe files that were read, by the name that messages use.
    pub texts: BTreeMap<String, String>,
}

/// Runs a recipe.
pub fn evaluate(setup: &Setup<'_>) -> Evaluation {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || guarded(setup));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(evaluation)) => evaluation,
            _ => Evaluation { diagnostics: vec![crash()], ..Evaluation::default() },
        }
    })
}

fn guarded(setup: &Setup<'_>) -> Evaluation {
    std::panic::catch_unwind(AssertUnwindSafe(|| run(setup)))
        .unwrap_or_else(|_| Evaluation { diagnostics: vec![crash()], ..Evaluation::default() })
}

fn run(setup: &Setup<'_>) -> Evaluation {
    let casts: Casts = setup.namespaces.iter().flat_map(|namespace| namespace.handles).map(|handle| ((handle.id)(), handle.cast)).collect();
    let run = RunRef::new(setup.world.clone(), setup.project.clone(), setup.recipe, casts);
    let engine = host::engine(&run, setup.namespaces, setup.shelf, setup.limits);
    let text = match setup.world.read(setup.recipe) {
        Ok(text) => text,
        Err(error) => return Evaluation { diagnostics: vec![unreadable(setup.recipe, &error.to_string())], ..Evaluation::default() },
    };
    let outcome = compile(&engine, &run, setup.recipe, &text).and_then(|ast| engine.run_ast_with_scope(&mut Scope::new(), &ast));
    let mut diagnostics = run.take_reported();
    if let Err(error) = outcome {
        let sources = lock(&run.sources);
        diagnostics.insert(0, Scene { engine: &engine, main: setup.recipe, sources: &sources }.diagnose(&error));
    }
    let model = Model { files: lock(&run.sink).take(), secrets: run.secrets() };
    let texts = std::mem::take(&mut *lock(&run.sources)).into_texts();
    Evaluation { model, diagnostics, printed: run.take_printed(), texts }
}

fn unreadable(recipe: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("no-recipe", format!("`{recipe}` can't be read: {reason}")).hint("`sw run PATH` names another recipe")
}

fn crash() -> Diagnostic {
    Diagnostic::error("crash", "the recipe made sw itself fail").hint("this is our mistake: please report it together with the recipe")
}
