//! The drawing in code: recipe -> model -> check -> plan -> write, one function per arrow.
//!
//! This is where rooms that don't know each other meet: the engine is handed what recipes can
//! call and import, the checks are handed the model, the plan is handed the files.

use crate::check::Finding;
use crate::diag::{Call, Diagnostic};
use crate::engine::{self, Evaluation, Limits, Namespace, Setup, World};
use crate::model::File;
use crate::plan::{self, Content, Ledger, Plan, Scope};
use crate::project::Project;
use crate::write::{self, Lock, Report};
use crate::{builtins, check, domains, library};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Everything that recipes can call: the general functions, and what can be generated.
pub fn namespaces() -> Vec<Namespace> {
    builtins::ALL.iter().chain(domains::ALL).copied().collect()
}

/// Recipe to model: evaluates, then checks what came out, unless the evaluation already failed.
pub fn generate(recipe: &str, project: Arc<Project>, world: Arc<dyn World>, limits: Limits) -> Evaluation {
    let namespaces = namespaces();
    let setup = Setup { recipe, world, project, namespaces: &namespaces, shelf: library::STANDARD, limits };
    let mut evaluation = engine::evaluate(&setup);
    if !evaluation.diagnostics.iter().any(Diagnostic::is_error) {
        let findings = check::check(&evaluation.model);
        evaluation.diagnostics.extend(traced(findings, &setup));
    }
    evaluation
}

/// How many emits are evaluated again to tell the way that leads to them.
const TRACED: usize = 8;

/// Findings with the calls that led to their emits.
fn traced(findings: Vec<Finding>, setup: &Setup<'_>) -> Vec<Diagnostic> {
    let mut known: BTreeMap<u32, Vec<Call>> = BTreeMap::new();
    let trace = |Finding { emit, mut diagnostic }: Finding| {
        if known.len() < TRACED {
            known.entry(emit).or_insert_with(|| engine::calls_to(setup, emit));
        }
        diagnostic.trace = known.get(&emit).cloned().unwrap_or_default();
        diagnostic
    };
    findings.into_iter().map(trace).collect()
}

/// Model to plan: compares the files with the disk and the ledger.
///
/// # Errors
/// When names clash, or when the disk or the ledger can't be read.
pub fn plan(files: &[File], root: &Path, scope: &Scope) -> Result<Plan, Vec<Diagnostic>> {
    let ledger = Ledger::read(root).map_err(|error| vec![error.diagnostic()])?;
    plan::plan(files, root, &ledger, scope)
}

/// Plan to disk, all of it or nothing.
///
/// # Errors
/// When something is in the way or the disk refuses; the old files are then all there.
pub fn apply(plan: &Plan, lock: &Lock<'_>) -> Result<Report, Diagnostic> {
    write::apply(plan, lock).map_err(|error| error.diagnostic())
}

/// Puts a ledger in the place of one that can't be read; whoever calls it holds the lock.
///
/// # Errors
/// When the disk refuses; the old one is then still there.
pub fn replace_ledger(ledger: &Ledger, root: &Path) -> Result<(), Diagnostic> {
    write::put(root, &Ledger::path(), &Content::new(&ledger.to_text(), false)).map_err(|error| error.diagnostic())
}
