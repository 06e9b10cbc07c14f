//! A plan for programs.

use super::verb;
use crate::diag::{Place, letters};
use crate::model::Own;
use crate::plan::VERSION;
use crate::plan::change::{Action, Change, Plan};
use crate::plan::content::{Content, fingerprint};
use crate::plan::decide::conflict;
use crate::plan::diff::{diff, holds_secrets};
use serde::Serialize;

/// Raised when a field changes its meaning or goes away.
const FORMAT_VERSION: &str = "1.0";

#[derive(Serialize)]
struct Page<'a> {
    format_version: &'static str,
    sw: &'static str,
    /// The version that wrote the files last.
    written_by: &'a str,
    /// Whether a run would change anything, the ledger included.
    changes: bool,
    /// Whether it was carried out.
    applied: bool,
    summary: Summary,
    files: Vec<Line<'a>>,
}

#[derive(Default, Serialize)]
struct Summary {
    create: usize,
    update: usize,
    delete: usize,
    keep: usize,
    conflict: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    action: &'static str,
    recipe: &'a str,
    environment: Option<&'a str>,
    own: Own,
    /// The emit; none when no recipe wants it any more.
    place: Option<&'a Place>,
    /// Whether it was deleted by hand since the last run.
    deleted_by_hand: bool,
    before: Option<Side>,
    after: Option<Side>,
    diff: Option<String>,
    conflict: Option<Conflict>,
}

#[derive(Serialize)]
struct Side {
    /// As git has it: `100644` or `100755`.
    mode: &'static str,
    /// Of the text with `\n` line ends; none for a file that holds secrets.
    sha256: Option<String>,
}

#[derive(Serialize)]
struct Conflict {
    code: String,
    message: String,
    hints: Vec<String>,
}

/// The plan as one JSON document, with a line break at its end; `applied` says whether it was carried out.
pub fn json(plan: &Plan, applied: bool) -> String {
    let mut summary = Summary::default();
    for change in &plan.changes {
        *match change.action {
            Action::Create => &mut summary.create,
            Action::Update => &mut summary.update,
            Action::Delete => &mut summary.delete,
            Action::Keep => &mut summary.keep,
            Action::Conflict(_) => &mut summary.conflict,
        } += 1;
    }
    let files = plan.changes.iter().map(line).collect();
    let (written_by, changes) = (plan.old.sw.as_str(), plan.is_change());
    let page = Page {
        format_version: FORMAT_VERSION,
        sw: VERSION,
        written_by,
        changes,
        applied,
        summary,
        files,
    };
    letters::json(&serde_json::to_string_pretty(&page).expect("a plan is plain data")) + "\n"
}

fn line(change: &Change) -> Line<'_> {
    let side = |content: &Content| Side {
        mode: content.git_mode(),
        sha256: (!change.is_hidden && !holds_secrets(change.path.name()))
            .then(|| fingerprint(&content.bytes)),
    };
    let differs = change.before.is_some() || change.after.is_some();
    let message = conflict::message(change);
    Line {
        path: change.path.as_str(),
        action: verb(change),
        recipe: &change.recipe,
        environment: change.environment.as_deref(),
        own: change.own,
        place: change.origin.as_ref().map(|origin| &origin.place),
        deleted_by_hand: change.is_again(),
        before: change.before.as_ref().map(side),
        after: change.after.as_ref().map(side),
        diff: differs.then(|| diff(change)),
        conflict: message.map(|error| Conflict {
            code: error.code.into(),
            message: error.message,
            hints: error.hints,
        }),
    }
}
