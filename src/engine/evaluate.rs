//! One evaluation from beginning to end, on a thread of its own.

use super::compile::compile;
use super::fail::{self, Scene};
use super::paths::refused;
use super::run::{RunRef, lock};
use super::shortage::shortage;
use super::show::show;
use super::sink::TRAP;
use super::trial::{Role, Snapshots, Trial};
use super::{Cancel, Covered, Limits, Vocabulary, World, host};
use crate::diag::{Call, Diagnostic};
use crate::files::FileError;
use crate::model::Model;
use crate::project::Project;
use rhai::{Dynamic, Scope};
use std::any::Any;
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
    /// What can be called, and imported by name.
    pub vocabulary: &'a Vocabulary,
    /// Values for what recipes ask for with `input`, by name.
    pub inputs: &'a BTreeMap<String, String>,
    /// The environments that the run is limited to; none is no limit.
    pub targets: &'a [String],
    /// How much it may do.
    pub limits: Limits,
    /// What stops it from outside.
    pub cancel: Cancel,
    /// What it is when it belongs to a test.
    pub trial: Option<&'a Trial>,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// The files; those emitted before an error are among them.
    pub model: Model,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// What its last expression is, as a recipe would write it: `()` without one, nothing at all after an error.
    pub value: String,
    /// What the recipe printed, a line each.
    pub printed: Vec<String>,
    /// What it asked for with `input`, by name: what that is.
    pub asked: BTreeMap<String, String>,
    /// The texts of all recipe files that were read, by the name that messages use.
    pub texts: BTreeMap<String, String>,
    /// The snapshots that a test compared.
    pub snapshots: Snapshots,
    /// The lines that it reached, when they were to be counted.
    pub covered: Covered,
}

/// Runs a recipe.
pub fn evaluate(setup: &Setup<'_>) -> Evaluation {
    on_big_stack(setup, None)
}

/// The calls that lead to an emit, innermost first.
///
/// Evaluating is deterministic, so that the n-th emit of a second run is the n-th of the first:
/// it is made to fail there, and the failure knows its way.
pub fn calls_to(setup: &Setup<'_>, emit: u32) -> Vec<Call> {
    let trapped = on_big_stack(setup, Some(emit)).diagnostics.into_iter().find(|message| message.code == TRAP);
    trapped.map(|message| message.trace).unwrap_or_default()
}

fn on_big_stack(setup: &Setup<'_>, trap: Option<u32>) -> Evaluation {
    apart_on_big_stack(|| run(setup, trap)).unwrap_or_else(|problem| Evaluation { diagnostics: vec![problem], ..Evaluation::default() })
}

/// Does `work` on a thread that may recurse deeply.
///
/// # Errors
/// What a panic in it means, or that the system has no room for it.
pub(super) fn apart_on_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Diagnostic> {
    let guarded = || std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|panic| fallen(&*panic));
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, guarded);
        thread.map_or_else(|_| Err(shortage("the recipe")), |thread| thread.join().unwrap_or_else(|_| Err(crash())))
    })
}

/// What a panic means: where memory is short, some of what makes texts says so in this way.
fn fallen(panic: &(dyn Any + Send)) -> Diagnostic {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
    if said.to_lowercase().contains("allocate") || said.contains("capacity overflow") {
        return Diagnostic::error("out-of-memory", "the recipe needs more memory than it gets")
            .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies");
    }
    crash()
}

fn run(setup: &Setup<'_>, trap: Option<u32>) -> Evaluation {
    let run = RunRef::new(setup, trap);
    let engine = host::engine(&run, setup.vocabulary, setup.limits);
    let text = match setup.world.read(setup.recipe) {
        Ok(text) => text + &call_of(setup.trial),
        Err(error) => return Evaluation { diagnostics: vec![unreadable(setup.recipe, &error)], ..Evaluation::default() },
    };
    let outcome =
        compile(&engine, &run, setup.recipe, &text).and_then(|ast| engine.eval_ast_with_scope::<Dynamic>(&mut Scope::new(), &ast));
    let outcome = match run.watch().tripped() {
        Some(problem) if outcome.is_ok() => Err(fail::raise_for_good(problem)),
        _ => outcome,
    };
    let mut diagnostics = run.take_reported();
    let value = match outcome {
        Ok(value) => {
            diagnostics.extend(run.forgotten());
            show(&run, &value)
        }
        Err(error) => {
            diagnostics.insert(0, Scene { run: &run, catalogue: run.catalogue(&engine), main: setup.recipe }.diagnose(&error));
            String::new()
        }
    };
    let model = Model { files: lock(&run.sink).take(), secrets: run.secrets(), allowed: run.take_allowed() };
    let texts = std::mem::take(&mut *lock(&run.sources)).into_texts();
    let (snapshots, covered) = (run.take_snapshots(), std::mem::take(&mut *lock(&run.findings.covered)));
    Evaluation { model, diagnostics, value, printed: run.take_printed(), asked: run.questions.take_asked(), texts, snapshots, covered }
}

/// What is put behind a file of tests: the call of the one that is meant.
fn call_of(trial: Option<&Trial>) -> String {
    match trial.map(|trial| &trial.role) {
        Some(Role::Test(function)) => format!("\n{function}();"),
        _ => String::new(),
    }
}

fn unreadable(recipe: &str, reason: &FileError) -> Diagnostic {
    if let FileError::Private(why) = reason {
        return refused(recipe, *why);
    }
    Diagnostic::error("missing-recipe", format!("`{recipe}` can't be read: {reason}")).hint("`sw run PATH` names another recipe")
}

fn crash() -> Diagnostic {
    Diagnostic::error("internal-error", "the recipe made sw itself fail")
        .hint("this is our mistake: please report it together with the recipe")
}
