//! The names that GitHub's expressions know: contexts, what is inside of them, and functions.
//!
//! Source: "Contexts" and "Evaluate expressions in workflows and actions" in GitHub's
//! documentation.

use super::tree::{Expr, Step};
use crate::diag::{Diagnostic, suggest, words};

const CONTEXTS: [&str; 12] = [
    "env", "github", "inputs", "job", "jobs", "matrix", "needs", "runner", "secrets", "steps",
    "strategy", "vars",
];

/// A function and the fewest and most values it takes.
const FUNCTIONS: [(&str, usize, usize); 13] = [
    ("always", 0, 0),
    ("cancelled", 0, 0),
    ("case", 3, MANY),
    ("contains", 2, 2),
    ("endsWith", 2, 2),
    ("failure", 0, MANY),
    ("format", 1, MANY),
    ("fromJSON", 1, 1),
    ("hashFiles", 1, MANY),
    ("join", 1, 2),
    ("startsWith", 2, 2),
    ("success", 0, MANY),
    ("toJSON", 1, 1),
];

const MANY: usize = 255;

/// What is known to be in some contexts.
const PROPERTIES: [(&str, &[&str]); 4] = [
    (
        "github",
        &[
            "action",
            "action_path",
            "action_ref",
            "action_repository",
            "action_status",
            "actor",
            "actor_id",
            "api_url",
            "artifacts",
            "artifacts_list",
            "base_ref",
            "env",
            "event",
            "event_name",
            "event_path",
            "graphql_url",
            "head_ref",
            "job",
            "path",
            "ref",
            "ref_name",
            "ref_protected",
            "ref_type",
            "repository",
            "repository_id",
            "repository_owner",
            "repository_owner_id",
            "repositoryUrl",
            "retention_days",
            "run_attempt",
            "run_id",
            "run_number",
            "secret_source",
            "server_url",
            "sha",
            "token",
            "triggering_actor",
            "workflow",
            "workflow_ref",
            "workflow_sha",
            "workspace",
        ],
    ),
    (
        "job",
        &[
            "check_run_id",
            "container",
            "services",
            "status",
            "workflow_file_path",
            "workflow_ref",
            "workflow_repository",
            "workflow_sha",
        ],
    ),
    ("runner", &["arch", "debug", "environment", "name", "os", "temp", "tool_cache", "workspace"]),
    ("strategy", &["fail-fast", "job-index", "job-total", "max-parallel"]),
];

/// Every name in `expr` that GitHub does not know, and every call with too few or too many values.
pub(super) fn check(expr: &Expr) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    expr.visit(&mut |expr| match expr {
        Expr::Call(name, arguments) => found.extend(check_call(name, arguments.len())),
        _ => found.extend(expr.path().and_then(|(context, steps)| check_path(context, steps))),
    });
    found
}

fn check_path(context: &str, steps: &[Step]) -> Option<Diagnostic> {
    if !CONTEXTS.iter().any(|known| known.eq_ignore_ascii_case(context)) {
        return Some(unknown_context(context, steps));
    }
    let (context, known) =
        PROPERTIES.iter().find(|(name, _)| name.eq_ignore_ascii_case(context))?;
    let name = steps.first()?.name()?;
    if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    // GitHub adds properties now and then: only what looks like a slip is refused.
    let meant = suggest::nearest(name, known.iter().copied())?;
    let problem = Diagnostic::error("unknown-property", format!("there is no `{context}.{name}`"));
    Some(problem.hint(format!("did you mean `{context}.{meant}`?").as_str()))
}

fn unknown_context(name: &str, steps: &[Step]) -> Diagnostic {
    if let Some((function, ..)) = function(name) {
        return Diagnostic::error("unknown-context", format!("`{function}` is a function"))
            .hint(format!("call it: `{function}()`").as_str());
    }
    let problem = Diagnostic::error("unknown-context", format!("GitHub knows no `{name}`"));
    let words = CONTEXTS.iter().copied().chain(["true", "false", "null"]);
    match suggest::did_you_mean(name, words) {
        Some(hint) => problem.hint(hint.as_str()),
        None if steps.is_empty() => {
            problem.hint(format!("text stands in single quotes: `'{name}'`").as_str())
        }
        None => problem.hint(format!("it knows {}", words::list(CONTEXTS, "and")).as_str()),
    }
}

fn check_call(name: &str, given: usize) -> Option<Diagnostic> {
    let Some((name, least, most)) = function(name) else {
        let names = FUNCTIONS.iter().map(|(name, ..)| *name);
        let problem =
            Diagnostic::error("unknown-function", format!("GitHub knows no function `{name}`"));
        return Some(match suggest::did_you_mean(name, names.clone()) {
            Some(hint) => problem.hint(hint.as_str()),
            None => problem.hint(format!("it knows {}", words::list(names, "and")).as_str()),
        });
    };
    let pairs_fit = name != "case" || given % 2 == 1;
    if (least..=most).contains(&given) && pairs_fit {
        return None;
    }
    let takes = match (least, most) {
        _ if name == "case" => "pairs of a condition and a value, and a last value".into(),
        (_, MANY) => format!("at least {}", words::count(least, "value")),
        (least, most) if least == most => words::count(least, "value"),
        (least, most) => format!("{least} to {}", words::count(most, "value")),
    };
    Some(
        Diagnostic::error(
            "wrong-arguments",
            format!("`{name}` takes {takes}, and is given {given}"),
        )
        .hint("write it as GitHub's documentation of expressions has it"),
    )
}

fn function(name: &str) -> Option<(&'static str, usize, usize)> {
    FUNCTIONS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).copied()
}
