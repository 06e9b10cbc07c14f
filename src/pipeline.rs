//! The drawing in code: recipe -> model -> check -> plan -> write, one function per arrow.
//!
//! This is where rooms that don't know each other meet: the engine is handed what recipes can
//! call and import, the checks are handed the model, the plan is handed the files.

use crate::check::{self, Finding, Surroundings};
use crate::diag::{Diagnostic, suggest};
use crate::engine::session::Session;
use crate::engine::{
    self, Cancel, Evaluation, Extension, Limits, Namespace, Role, Setup, TraceFilter, Trial,
    Vocabulary, World,
};
use crate::model::graph::Graph;
use crate::model::{File, FileComparison, Model};
use crate::plan::{self, Content, Ledger, Plan, Scope, Witness};
use crate::project::Project;
use crate::write::{self, Lock, Report};
use crate::{builtins, compare, domains, library};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Values for what recipes ask for with `input`, by name.
pub type Inputs = BTreeMap<String, String>;

/// What is to be evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// The recipe's path in the project.
    pub recipe: String,
    /// The project with its environments.
    pub project: Arc<Project>,
    /// Values for what the recipe asks for.
    pub inputs: Inputs,
    /// The environments that the run is limited to, by their configured names; none is no limit.
    pub targets: Vec<String>,
    /// How much it may do.
    pub limits: Limits,
    /// What it is when it belongs to a test.
    pub trial: Option<Trial>,
    /// Whether the graph is wanted, which is otherwise dropped after the checks.
    pub wants_graph: bool,
    /// The two environments, by their configured names, whose files are to be compared.
    pub compared: Option<[String; 2]>,
    /// Whether a person may look at it where it stops.
    pub pauses: bool,
    /// Which calls are traced, for which it is evaluated once more.
    pub trace: Option<TraceFilter>,
}

/// Finds what is wrong between the files of a run.
pub type Check = Box<dyn Fn(&Model) -> Vec<Finding> + Send + Sync>;

/// What recipes can call and import, and how what they make is checked; made once for many runs.
pub struct Kit {
    /// What recipes can call and import.
    pub vocabulary: Vocabulary,
    /// What looks at the files of a run, besides the checks of `sw` itself.
    pub checks: Vec<Check>,
}

/// What recipes can call of `sw`'s own.
fn namespaces() -> impl Iterator<Item = Namespace> {
    builtins::ALL.iter().chain(domains::ALL).copied()
}

/// What is wrong with extensions that are to be added to a kit.
pub fn refused(extensions: &[Extension]) -> Option<Diagnostic> {
    if extensions.is_empty() {
        None
    } else {
        engine::refused(&namespaces().collect::<Vec<_>>(), extensions)
    }
}

impl Default for Kit {
    /// Everything that is part of `sw`.
    fn default() -> Self {
        let vocabulary =
            Vocabulary::new(namespaces(), library::STANDARD).with_formats(domains::FORMATS);
        Self { vocabulary, checks: Vec::new() }
    }
}

/// Recipe to model: evaluates, then checks what came out, unless the evaluation already failed.
pub fn generate(job: &Job, world: &Arc<dyn World>, kit: &Kit, cancel: &Cancel) -> Evaluation {
    let setup = setup(job, world, kit, cancel);
    let mut checked = Checked::of(engine::evaluate(&setup), &setup, kit);
    // A reader of the graph asks for the places later.
    let is_read = job.wants_graph || job.compared.is_some();
    if checked.wants_places() && checked.is_shown(job) || is_read {
        let time_left = checked.evaluation.time_left;
        let again = engine::evaluate_with_places(&setup, time_left);
        checked.take_places(Checked::of(again, &setup, kit));
    }
    let Checked { mut evaluation, .. } = checked;
    evaluation.compared = compared(job, &evaluation.model);
    if !job.wants_graph {
        evaluation.model.graph = Graph::default();
    }
    evaluation.trace = job.trace.iter().flat_map(|filter| engine::trace(&setup, filter)).collect();
    evaluation
}

/// What differs between the environments that are to be compared.
fn compared(job: &Job, model: &Model) -> Vec<FileComparison> {
    let environment = |name: &String| job.project.environment(name).ok();
    let pair = job.compared.as_ref().and_then(|[old, new]| environment(old).zip(environment(new)));
    pair.map(|(old, new)| compare::compare(model, old, new)).unwrap_or_default()
}

/// An evaluation with what the checks find in its files unless it failed.
struct Checked {
    evaluation: Evaluation,
    /// Whether a check found an error, which shows the calls that led to the file's emit.
    has_findings: bool,
}

impl Checked {
    fn of(mut evaluation: Evaluation, setup: &Setup<'_>, kit: &Kit) -> Self {
        let mut findings = Vec::new();
        if !evaluation.diagnostics.iter().any(Diagnostic::is_error) {
            let (model, texts) = (&mut evaluation.model, &evaluation.texts);
            let (found, failed) = checked(model, texts, &setup.project, kit);
            findings = traced(found, &model.files);
            evaluation.diagnostics.extend(failed);
        }
        let has_findings = findings.iter().any(Diagnostic::is_error);
        evaluation.diagnostics.extend(findings);
        Self { evaluation, has_findings }
    }

    fn wants_places(&self) -> bool {
        self.has_findings || self.evaluation.wants_places()
    }

    /// Whether someone sees what asked for places: of a test only its errors are shown, and what it expects is none.
    fn is_shown(&self, job: &Job) -> bool {
        let messages = &self.evaluation.diagnostics;
        match job.trial.as_ref().map(|trial| &trial.role) {
            None => true,
            Some(Role::Recipe) => !messages.is_empty(),
            Some(Role::Test(_) | Role::Example) => messages.iter().any(Diagnostic::is_error),
        }
    }

    /// Takes the places that a second run knows, if it reports the same. Any other has gone another way, as where it
    /// was stopped by a limit.
    fn take_places(&mut self, again: Self) {
        if self.evaluation.demands_places() {
            *self = again;
            return;
        }
        self.evaluation.time_left = again.evaluation.time_left;
        if self.reported() == again.reported() {
            let data = again.evaluation.data();
            let Evaluation { diagnostics, texts, model, .. } = again.evaluation;
            self.evaluation.diagnostics = diagnostics;
            self.evaluation.model.graph = model.graph;
            self.evaluation.texts = texts;
            self.evaluation.texts.extend(data);
        }
    }

    /// What is reported, wherever that is: each once, since two of different places may seem to be the same.
    fn reported(&self) -> BTreeSet<(&str, &str)> {
        let all = self.evaluation.diagnostics.iter();
        all.map(|message| (&*message.code, &*message.message)).collect()
    }
}

/// Findings with the calls that led to their emits. A warning is reported at its line alone: the way to it would cost
/// a second evaluation in every run.
fn traced(findings: Vec<Finding>, files: &[File]) -> Vec<Diagnostic> {
    let trace = |Finding { emit, mut diagnostic }: Finding| {
        if diagnostic.is_error() {
            let file = files.iter().find(|file| file.origin.emit == emit);
            diagnostic.trace = file.map(|file| file.origin.calls.clone()).unwrap_or_default();
        }
        diagnostic
    };
    findings.into_iter().map(trace).collect()
}

/// A session of a project: inputs that are evaluated one after the other, with what can be called and imported.
pub fn open(job: &Job, world: &Arc<dyn World>, kit: &Kit) -> Session {
    Session::open(&Setup { trial: None, ..setup(job, world, kit, &Cancel::default()) })
}

fn setup<'a>(job: &'a Job, world: &Arc<dyn World>, kit: &'a Kit, cancel: &Cancel) -> Setup<'a> {
    Setup {
        recipe: &job.recipe,
        world: world.clone(),
        project: job.project.clone(),
        vocabulary: &kit.vocabulary,
        inputs: &job.inputs,
        targets: &job.targets,
        limits: job.limits,
        cancel: cancel.clone(),
        trial: job.trial.as_ref(),
        trace: None,
    }
}

/// The files of a session so far, checked as those of a recipe are.
pub fn files(session: &Session, project: &Project, kit: &Kit) -> Evaluation {
    let (mut model, texts) = (session.model(), session.texts());
    let (findings, failed) = checked(&mut model, &texts, project, kit);
    let findings = findings.into_iter().map(|finding| finding.diagnostic);
    let diagnostics = session.forgotten().into_iter().chain(findings).chain(failed).collect();
    model.graph = Graph::default();
    Evaluation { model, diagnostics, texts, asked: session.asked(), ..Evaluation::default() }
}

/// What the checks find, and what of the model was not checked; a panic in a check of the host is an error.
fn checked(
    model: &mut Model,
    texts: &BTreeMap<String, String>,
    project: &Project,
    kit: &Kit,
) -> (Vec<Finding>, Vec<Diagnostic>) {
    model.notices = model.graph.notices();
    let is_cloud =
        |name: &str| project.environment(name).is_ok_and(|environment| environment.is_cloud());
    let mut findings: Vec<Finding> =
        domains::RELATE.iter().flat_map(|relate| relate(&mut model.graph)).collect();
    findings.extend(check::check(model));
    let mut failed = Vec::new();
    for check in &kit.checks {
        match engine::of_host("a check of this program", || check(model)) {
            Ok(found) => findings.extend(found),
            Err(problem) => failed.push(problem),
        }
    }
    findings.extend(check::literals(model, &Surroundings { texts, is_cloud: &is_cloud }));
    (findings, failed)
}

/// What is wrong with `inputs` when `asked` is all that the recipes asked for: a name that none did.
pub fn unasked(inputs: &Inputs, asked: &Inputs) -> Option<Diagnostic> {
    let name = inputs.keys().find(|name| !asked.contains_key(*name))?;
    let problem =
        Diagnostic::error("unknown-input", format!("no recipe asks for the input `{name}`"));
    let hint = suggest::did_you_mean(name, asked.keys().map(String::as_str));
    let known = asked.iter().map(|(name, what)| format!("`{name}`: {what}"));
    let problem = known.fold(problem, Diagnostic::note).hint(hint.as_deref());
    Some(if asked.is_empty() { problem.note("none asks for anything") } else { problem })
}

/// Model to plan: compares the files with the disk and the ledger, for which `witness` has to vouch before a file is deleted.
///
/// # Errors
/// When names clash, or when the disk or the ledger can't be read.
pub fn plan(
    files: &[File],
    root: &Path,
    scope: &Scope,
    witness: &dyn Witness,
) -> Result<Plan, Vec<Diagnostic>> {
    let ledger = Ledger::read(root).map_err(|error| vec![error.diagnostic()])?;
    plan::plan(files, root, &ledger, scope, witness)
}

/// Plan to disk, all of it or nothing.
///
/// # Errors
/// When something is in the way or the disk refuses; the old files are then all there.
pub fn apply(plan: &Plan, lock: &Lock<'_>) -> Result<Report, Diagnostic> {
    write::apply(plan, lock).map_err(|error| error.diagnostic())
}

/// Puts a ledger in the place of one that can't be read; anyone who calls it holds the lock.
///
/// # Errors
/// When the disk refuses; the old one is then still there.
pub fn replace_ledger(ledger: &Ledger, root: &Path) -> Result<(), Diagnostic> {
    write::put(root, &Ledger::path(), &Content::new(&ledger.to_text(), false))
        .map_err(|error| error.diagnostic())
}
