//! What no table can say of a workflow or an action.
//!
//! Source: the documentation of workflow syntax and of events, and what GitHub's parser refuses.

mod inputs;
mod jobs;
mod steps;
mod texts;
mod triggers;

use crate::document::Checked;
use crate::schema::Problem;
use crate::schema::findings::Findings;
use crate::value::{Map, Value};

/// All of it, of a workflow.
pub(super) const WORKFLOW: &[fn(&Checked<'_>) -> Vec<Problem>] = &[check];

/// All of it, of an action.
pub(super) const ACTION: &[fn(&Checked<'_>) -> Vec<Problem>] = &[check_action];

fn check_action(file: &Checked<'_>) -> Vec<Problem> {
    let mut findings = Findings::new(file.own);
    if let Some(runs) = file.own.get("runs") {
        steps::check(runs, &mut findings);
        steps::with_shells(runs, &mut findings);
    }
    findings.into_problems()
}

fn check(file: &Checked<'_>) -> Vec<Problem> {
    let mut findings = Findings::new(file.own);
    triggers::check(file.own, &mut findings);
    inputs::check(file.own, &mut findings);
    concurrency(file.own.get("concurrency"), &mut findings);
    let jobs = file.own.get("jobs").and_then(Value::as_map);
    for (id, job) in jobs.into_iter().flat_map(Map::iter) {
        jobs::check(id, job, &mut findings);
        concurrency(job.get("concurrency"), &mut findings);
        steps::check(job, &mut findings);
    }
    findings.into_problems()
}

/// A queue that keeps all runs cancels none of them.
fn concurrency(value: Option<&Value>, findings: &mut Findings<'_>) {
    let queue = value.and_then(|value| value.get("queue"));
    let cancels = value.and_then(|value| value.get("cancel-in-progress"));
    if queue.and_then(Value::as_str) == Some("max")
        && let Some(cancels) = cancels.filter(|it| matches!(it.bare(), Value::Bool(true)))
    {
        let message = "`queue: \"max\"` keeps all runs, and `cancel-in-progress` cancels them";
        let diagnostic = crate::diag::Diagnostic::error("conflicting-keys", message)
            .hint("leave out `cancel-in-progress`, or the queue");
        findings.key(cancels, diagnostic);
    }
}
