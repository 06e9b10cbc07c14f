//! One evaluation from beginning to end, on a thread of its own.

use super::host;
use super::setup::Setup;
use crate::diag::{Diagnostic, Line};
use crate::engine::breakpoints;
use crate::engine::errors::error;
use crate::engine::errors::explain::Scene;
use crate::engine::errors::panics;
use crate::engine::errors::shortage::shortage;
use crate::engine::places::Places;
use crate::engine::run::context::RunRef;
use crate::engine::run::limits::{Limits, Watch};
use crate::engine::source::compile::compile;
use crate::engine::source::parse::parse;
use crate::engine::testing::trial::Covered;
use crate::engine::testing::trial::{Role, Snapshots};
use crate::engine::tracing::{TraceFilter, Tracer};
use crate::engine::world::paths::refused;
use crate::files::FileError;
use crate::model::graph::Locator;
use crate::model::{FileComparison, Model};
use crate::util::lock::lock;
use rhai::{AST, Dynamic, Engine, Scope};
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

/// Deeply nested data is taken apart by recursion; the stack is reserved, and used only when needed.
const STACK_BYTES: usize = 256 << 20;

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
    pub printed: Vec<Line>,
    /// What it asked for with `input`, by name: what that is.
    pub asked: BTreeMap<String, String>,
    /// The texts of all recipe files that were read, by the name that messages use.
    pub texts: BTreeMap<String, String>,
    /// The snapshots that a test compared.
    pub snapshots: Snapshots,
    /// The lines that it reached, when they were to be counted.
    pub covered: Covered,
    /// The calls of its functions, where they were asked for.
    pub trace: Vec<Line>,
    /// What differs between the files of two environments, where that was asked for.
    pub compared: Vec<FileComparison>,
    /// How much of the time that it may take is left.
    pub time_left: Duration,
    /// The run, which knows where values were written.
    pub run: Option<RunRef>,
}

impl Evaluation {
    /// Whether a message is reported at a call because it is not known where its value was written.
    pub fn wants_places(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.places.is_wanted())
    }

    /// Whether it ended because that was not known.
    pub fn demands_places(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.places.is_demanded())
    }

    /// The texts of the data files that messages may be about.
    pub fn data(&self) -> BTreeMap<String, String> {
        let known = self.run.as_ref().and_then(|run| run.places.known());
        known.map(|known| known.data.clone()).unwrap_or_default()
    }
}

/// Runs a recipe.
pub fn evaluate(setup: &Setup<'_>) -> Evaluation {
    on_big_stack(setup, Places::default())
}

/// Runs a recipe again, so that its messages are reported where the values were written.
///
/// Evaluating is deterministic, so that it gives the same once more. It takes no longer than what is left
/// of the first one's time.
pub fn evaluate_with_places(setup: &Setup<'_>, time_left: Duration) -> Evaluation {
    let limits = Limits { time: time_left, ..setup.limits };
    on_big_stack(&Setup { limits, ..setup.clone() }, Places::instrumented())
}

/// The calls of a recipe's functions, with what they were given and what they returned: the recipe is run again for
/// them, for as long as a recipe may take.
pub fn trace(setup: &Setup<'_>, filter: &TraceFilter) -> Vec<Line> {
    let setup = Setup { trace: Some(filter), ..setup.clone() };
    let evaluation = on_big_stack(&setup, Places::instrumented());
    let tracer = evaluation.run.as_ref().and_then(|run| run.tracer.as_ref());
    tracer.map(Tracer::take).unwrap_or_default()
}

fn on_big_stack(setup: &Setup<'_>, places: Places) -> Evaluation {
    let watch = Arc::new(Watch::new(setup.limits, setup.cancel.clone()));
    let evaluated = apart_on_big_stack(&watch, &setup.vocabulary.extensions, || {
        run(setup, watch.clone(), places)
    });
    let evaluation = evaluated.unwrap_or_else(|problem| Evaluation {
        diagnostics: vec![problem],
        ..Evaluation::default()
    });
    Evaluation { time_left: watch.time_left(), ..evaluation }
}

/// Does `work` on a thread that may recurse deeply; the thread that waits for it keeps the deadline of `watch`.
///
/// # Errors
/// What a panic in it means, where `extensions` of a host take part; or that the system has no room for it.
pub(crate) fn apart_on_big_stack<T: Send>(
    watch: &Watch,
    extensions: &[String],
    work: impl FnOnce() -> T + Send,
) -> Result<T, Diagnostic> {
    let (done, finished) = channel::<()>();
    let guarded = move || {
        let _done = done;
        std::panic::catch_unwind(AssertUnwindSafe(work))
            .map_err(|panic| panics::in_run(&*panic, extensions))
    };
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, guarded);
        let thread = thread.map_err(|_| shortage("the recipe"))?;
        watch.wait(&finished);
        thread.join().unwrap_or_else(|_| Err(panics::crash()))
    })
}

fn run(setup: &Setup<'_>, watch: Arc<Watch>, places: Places) -> Evaluation {
    let run = RunRef::watched(setup, watch, places);
    let mut engine = host::engine(&run, setup.vocabulary, setup.limits);
    breakpoints::install(&mut engine, &run);
    let text = match setup.world.read(setup.recipe) {
        Ok(text) => text,
        Err(error) => {
            return Evaluation {
                diagnostics: vec![unreadable(setup.recipe, &error)],
                ..Evaluation::default()
            };
        }
    };
    let outcome = compile(&engine, &run, setup.recipe, &text)
        .map(|ast| with_call(&engine, &run, setup, ast))
        .and_then(|ast| engine.eval_ast_with_scope::<Dynamic>(&mut Scope::new(), &ast));
    let outcome = match run.watch().tripped() {
        Some(problem) if outcome.is_ok() => Err(error::raise_for_good(problem)),
        _ => outcome,
    };
    let mut diagnostics = run.take_reported();
    let value = match outcome {
        Ok(value) => {
            diagnostics.extend(run.forgotten());
            run.shown(&value)
        }
        Err(error) => {
            let catalogue = run.catalogue(&engine);
            let scene = Scene { run: &run, catalogue, main: setup.recipe };
            diagnostics.splice(0..0, scene.diagnostics(&error));
            String::new()
        }
    };
    evaluation(&run, value, diagnostics)
}

/// What a run leaves behind. It stays itself as long as places in its recipes may be looked up.
fn evaluation(run: &RunRef, value: String, diagnostics: Vec<Diagnostic>) -> Evaluation {
    let (files, graph) = lock(&run.sink).take();
    let (secrets, allowed) = (run.secrets(), run.take_allowed());
    let graph = graph.located_by(Locator::new(run.clone()));
    let model = Model { files, secrets, allowed, graph, ..Model::default() };
    Evaluation {
        model,
        diagnostics,
        value,
        printed: run.take_printed(),
        asked: run.questions.take_asked(),
        texts: lock(&run.sources).take_texts(),
        snapshots: run.take_snapshots(),
        covered: std::mem::take(&mut *lock(&run.findings.covered)),
        run: Some(run.clone()),
        ..Evaluation::default()
    }
}

/// The file with the call of the test that is meant, when it is a file of tests.
fn with_call(engine: &Engine, run: &RunRef, setup: &Setup<'_>, mut ast: AST) -> AST {
    if let Some(Role::Test(function)) = setup.trial.map(|trial| &trial.role)
        && let (Ok(call), _) = parse(engine, run, &format!("{function}();"))
    {
        ast.combine(call);
    }
    ast
}

fn unreadable(recipe: &str, reason: &FileError) -> Diagnostic {
    if let FileError::Private(why) = reason {
        return refused(recipe, *why);
    }
    Diagnostic::error("missing-recipe", format!("`{recipe}` can't be read: {reason}"))
        .hint("`sw run PATH` names another recipe")
}
