//! Running tests, several at once, each in a run of its own.

use super::example::Origin;
use super::find::What;
use super::outcome::Outcome;
use super::stage::{Stage, add};
use super::{FILE, Test};
use crate::diag::{Call, Diagnostic, Place};
use crate::engine::{Cancel, Covered, Role, TraceFilter, Trial, World};
use crate::{Output, Request, Runtime};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How tests are run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many run at once.
    pub jobs: NonZeroUsize,
    /// Whether snapshots that differ are made anew.
    pub bless: bool,
    /// Whether reached lines are counted, which runs each test twice.
    pub coverage: bool,
    /// Which calls are traced, which runs each test twice.
    pub trace: Option<TraceFilter>,
    /// Whether the first failure ends it.
    pub fail_fast: bool,
    /// What stops it from outside.
    pub cancel: Cancel,
}

impl Default for Settings {
    /// As many at once as the machine has cores, and nothing else.
    fn default() -> Self {
        let jobs = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self {
            jobs,
            bless: false,
            coverage: false,
            trace: None,
            fail_fast: false,
            cancel: Cancel::default(),
        }
    }
}

/// Runs tests; `tell` hears of each in their order, as soon as it and those before it have ended. What came of them is in their order, without those that were not
/// started any more.
pub fn run<W: World + 'static>(
    runtime: &Runtime,
    world: &Arc<W>,
    tests: &[Test],
    settings: &Settings,
    tell: &(dyn Fn(&Outcome) + Sync),
) -> Vec<Outcome> {
    let world: Arc<dyn World> = world.clone();
    let (next, reported, is_over) =
        (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let outcomes: Mutex<BTreeMap<usize, Outcome>> = Mutex::default();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(test) = tests
                .get(at)
                .filter(|_| !is_over.load(Ordering::Relaxed) && !settings.cancel.is_cancelled())
            else {
                return;
            };
            let outcome = one(runtime, &world, test, settings);
            is_over.fetch_or(settings.fail_fast && !outcome.has_passed(), Ordering::Relaxed);
            // Outcomes are reported one at a time, in order.
            let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
            outcomes.insert(at, outcome);
            while let Some(outcome) = outcomes.get(&reported.load(Ordering::Relaxed)) {
                tell(outcome);
                reported.fetch_add(1, Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..settings.jobs.get().min(tests.len()) {
            scope.spawn(work);
        }
    });
    outcomes.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// What is run for a test: a file, and what it is.
struct Play {
    file: String,
    /// The text, when it is not that of a file.
    text: Option<String>,
    role: Role,
}

impl Play {
    fn of(test: &Test) -> Result<Self, &Diagnostic> {
        match &test.what {
            What::Function => {
                let role = Role::Test(test.name.clone());
                Ok(Self { file: test.file.clone(), text: None, role })
            }
            What::Example { import, example } => {
                // One that imports what it is about is a recipe of the project; others run beside that file.
                let beside = test.file.as_str();
                let root = beside.rsplit('/').next().unwrap_or_default();
                let file = if import.is_empty() { root } else { beside };
                let text = Some(format!("{import}{}", example.recipe()));
                Ok(Self { file: format!("{file}: {}", test.name), text, role: Role::Example })
            }
            What::Broken(problem) => Err(problem),
        }
    }

    /// Whether a place is in an example that is a recipe of its own: what could be better in it is for its readers, too.
    fn is_recipe(&self, test: &Test, place: &Place) -> bool {
        matches!(&test.what, What::Example { import, .. } if import.is_empty())
            && place.file == self.file
    }
}

fn one(runtime: &Runtime, world: &Arc<dyn World>, test: &Test, settings: &Settings) -> Outcome {
    let start = Instant::now();
    let play = match Play::of(test) {
        Ok(play) => play,
        Err(problem) => {
            let texts = world.read(&test.file).ok().map(|text| (test.file.clone(), text));
            let texts = texts.into_iter().collect();
            let output = Output { diagnostics: vec![problem.clone()], texts, ..Output::default() };
            return outcome(test, output, start.elapsed());
        }
    };
    let (mut output, _) = played(runtime, world, &play, settings, false);
    output.diagnostics.iter_mut().for_each(|message| without_caller(message, test));
    // What tests could do better is for `sw check` to say.
    let (errors, mut warnings): (Vec<_>, Vec<_>) =
        output.diagnostics.into_iter().partition(Diagnostic::is_error);
    output.diagnostics = errors;
    warnings.retain(|warning| {
        let is_meant =
            |place: &Place| play.is_recipe(test, place) || is_library(&place.file, test, world);
        warning.place.as_ref().is_some_and(is_meant)
    });
    if let What::Example { import, example } = &test.what {
        let origin = Origin { file: &test.file, as_run: &play.file, import, example };
        origin.judge(&mut output, &mut warnings, world.read(&test.file).ok());
    }
    if settings.coverage {
        output.covered = played(runtime, world, &play, settings, true).1;
    }
    Outcome { warnings, ..outcome(test, output, start.elapsed()) }
}

/// Whether a file is no test, but what a test is about.
fn is_library(file: &str, test: &Test, world: &Arc<dyn World>) -> bool {
    !file.ends_with(FILE) && (file == test.file || world.read(file).is_ok())
}

/// Runs it once; gives the lines that were reached too.
fn played(
    runtime: &Runtime,
    world: &Arc<dyn World>,
    play: &Play,
    settings: &Settings,
    coverage: bool,
) -> (Output, Covered) {
    let stage = Stage::new(runtime, world.clone()).cancelled_by(&settings.cancel);
    let stage = play.text.iter().fold(stage, |stage, text| stage.with(&play.file, text.clone()));
    let counted = stage.covered();
    let trial = Trial { role: play.role.clone(), bless: settings.bless, coverage };
    let request = Request::from(play.file.as_str()).trial(trial).cancelled_by(&settings.cancel);
    let trace = settings.trace.iter().filter(|_| !coverage).cloned();
    let request = trace.fold(request, Request::trace);
    let mut output = runtime.with(runtime.shared_project(), stage).run(request);
    let mut covered = std::mem::take(&mut output.covered);
    add(&mut covered, std::mem::take(&mut counted.lock().unwrap_or_else(PoisonError::into_inner)));
    (output, covered)
}

fn outcome(test: &Test, output: Output, time: Duration) -> Outcome {
    Outcome {
        test: test.clone(),
        messages: output.diagnostics,
        warnings: Vec::new(),
        texts: output.texts,
        printed: output.printed,
        trace: output.trace,
        time,
        snapshots: output.snapshots,
        covered: output.covered,
    }
}

/// Takes the call of the test itself out of a message: no author wrote it.
fn without_caller(message: &mut Diagnostic, test: &Test) {
    let called = format!("`{}` was called", test.name);
    message.trace.retain(|Call { what, place }| !(*what == called && place.file == test.file));
}
