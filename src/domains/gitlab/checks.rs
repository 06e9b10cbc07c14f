//! What no table can say of a pipeline: stages, what jobs wait for and extend, rules.
//!
//! Source: the keyword reference of GitLab CI, and what its linter refuses.

use super::jobs::{all, is_template, names, needs, rank, stages};
use crate::diag::{Diagnostic, cycles, suggest, words};
use crate::document::Checked;
use crate::schema::Problem;
use crate::schema::findings::{Findings, items, text};
use crate::value::Value;

/// All of it.
pub(super) const ALL: &[fn(&Checked<'_>) -> Vec<Problem>] = &[check];

/// What a job does, of which it has to have one.
const ACTIONS: [&str; 4] = ["script", "run", "trigger", "extends"];

fn check(file: &Checked<'_>) -> Vec<Problem> {
    let pipeline = file.own;
    let mut findings = Findings::new(pipeline);
    for (name, job) in all(pipeline) {
        if !is_template(name) {
            action(name, job, pipeline, &mut findings);
        }
        own_stage(job, pipeline, &mut findings);
        waits(name, job, pipeline, &mut findings);
        rules(job, &mut findings);
    }
    circles(pipeline, &mut findings);
    findings.into_problems()
}

/// Whether files that are not known here bring jobs and stages along.
fn is_open(pipeline: &Value) -> bool {
    pipeline.get("include").is_some()
}

fn action(name: &str, job: &Value, pipeline: &Value, findings: &mut Findings<'_>) {
    let is_complete = is_open(pipeline) || ACTIONS.iter().any(|key| job.get(key).is_some());
    if !is_complete {
        let message = format!(
            "the job `{name}` does nothing: it needs `script`, `run`, `trigger` or `extends`"
        );
        let diagnostic = Diagnostic::error("missing-key", message)
            .hint("add what it runs: `script: [\"make test\"]`")
            .hint("the name of a template, which other jobs extend, starts with a dot");
        findings.key(job, diagnostic);
    }
}

/// A stage is one of the pipeline's.
fn own_stage(job: &Value, pipeline: &Value, findings: &mut Findings<'_>) {
    let (Some(value), Some(stage)) = (job.get("stage"), text(job, "stage")) else { return };
    let known = stages(pipeline);
    if known.contains(&stage) || is_open(pipeline) || stage.contains('$') {
        return;
    }
    let message = format!("the pipeline has no stage `{stage}`");
    let listed = words::list(&known, "and");
    let diagnostic = Diagnostic::error("unknown-stage", message)
        .note(format!("it has {listed}"))
        .hint(suggest::did_you_mean(stage, known.iter().copied()).as_deref())
        .hint(format!("or add it: `stages: [..., \"{stage}\"]`").as_str());
    findings.value(value, diagnostic);
}

/// The jobs that a job waits for, takes artifacts of and extends.
fn waits(name: &str, job: &Value, pipeline: &Value, findings: &mut Findings<'_>) {
    let stages = stages(pipeline);
    let is_job = |name: &str| all(pipeline).any(|(own, _)| own == name && !is_template(own));
    for (value, needed) in needs(job).into_iter().chain(names(job, "dependencies")) {
        if !is_job(needed) {
            unknown(value, needed, pipeline, false, findings);
            continue;
        }
        let other = pipeline.get(needed).and_then(|job| rank(pipeline, job));
        if let Some((mine, other)) =
            rank(pipeline, job).zip(other).filter(|(mine, other)| other > mine)
        {
            let (mine, other) = (stages[mine], stages[other]);
            let message = format!(
                "`{name}` of the stage `{mine}` can't wait for `{needed}`, which is in the later stage `{other}`"
            );
            let diagnostic = Diagnostic::error("later-job", message)
                .hint("move one of them to another stage, or take it out");
            findings.value(value, diagnostic);
        }
    }
    for (value, extended) in names(job, "extends") {
        if !all(pipeline).any(|(own, _)| own == extended) {
            unknown(value, extended, pipeline, true, findings);
        }
    }
}

fn unknown(
    value: &Value,
    name: &str,
    pipeline: &Value,
    has_templates: bool,
    findings: &mut Findings<'_>,
) {
    if is_open(pipeline) || name.contains('$') {
        return;
    }
    let known: Vec<&str> = all(pipeline)
        .map(|(own, _)| own)
        .filter(|own| has_templates || !is_template(own))
        .collect();
    let message = format!("the pipeline has no job `{name}`");
    let diagnostic = Diagnostic::error("unknown-job", message)
        .hint(suggest::did_you_mean(name, known.iter().copied()).as_deref())
        .hint(
            Some(format!("it has {}", words::list(&known, "and")))
                .filter(|_| !known.is_empty())
                .as_deref(),
        );
    findings.value(value, diagnostic);
}

/// Jobs that wait for each other, and jobs that extend each other.
fn circles(pipeline: &Value, findings: &mut Findings<'_>) {
    for key in ["needs", "extends"] {
        let edges: Vec<(&str, &str)> = all(pipeline)
            .flat_map(|(name, job)| {
                others(job, key).into_iter().map(move |(_, other)| (name, other))
            })
            .collect();
        for cycle in cycles::cycles(&edges) {
            let Some(value) = cycle.first().and_then(|name| pipeline.get(name)?.get(key)) else {
                continue;
            };
            let diagnostic = Diagnostic::error("dependency-cycle", cycles::message(&cycle))
                .hint(format!("take one of these `{key}` out").as_str());
            findings.value(value, diagnostic);
        }
    }
}

fn others<'v>(job: &'v Value, key: &str) -> Vec<(&'v Value, &'v str)> {
    if key == "needs" { needs(job) } else { names(job, key) }
}

/// When a job runs.
fn rules(job: &Value, findings: &mut Findings<'_>) {
    for old in ["only", "except"] {
        if let (Some(_), Some(value)) = (job.get("rules"), job.get(old)) {
            let message = format!("a job has `rules` or `{old}`, not both");
            let diagnostic = Diagnostic::error("conflicting-keys", message)
                .hint(format!("say it in `rules`, and take `{old}` out").as_str());
            findings.key(value, diagnostic);
        }
    }
    for part in std::iter::once(job).chain(items(job, "rules")) {
        if text(part, "when") == Some("delayed") && part.get("start_in").is_none() {
            let when = part.get("when").unwrap_or(part);
            let diagnostic =
                Diagnostic::error("missing-key", "`when: \"delayed\"` needs `start_in`")
                    .hint("add how long it waits: `start_in: \"30 minutes\"`");
            findings.value(when, diagnostic);
        }
    }
}
