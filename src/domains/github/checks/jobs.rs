//! Jobs: their names, and the machines that they run on.

use super::steps::{environment, is_id, shell};
use super::texts::texts;
use crate::diag::{Diagnostic, suggest};
use crate::schema::findings::{Findings, at};
use crate::value::Value;

/// The machines that GitHub has, by their labels, and those that people give their own.
///
/// Source: GitHub's documentation of hosted runners, of 2026-11.
const RUNNERS: [&str; 31] = [
    "ubuntu-latest",
    "ubuntu-slim",
    "ubuntu-24.04",
    "ubuntu-22.04",
    "ubuntu-24.04-arm",
    "ubuntu-22.04-arm",
    "windows-latest",
    "windows-2025",
    "windows-2022",
    "windows-11-arm",
    "macos-latest",
    "macos-latest-large",
    "macos-latest-xlarge",
    "macos-26",
    "macos-26-large",
    "macos-26-xlarge",
    "macos-26-intel",
    "macos-15",
    "macos-15-large",
    "macos-15-xlarge",
    "macos-15-intel",
    "macos-14",
    "macos-14-large",
    "macos-14-xlarge",
    "self-hosted",
    "linux",
    "windows",
    "macos",
    "x64",
    "arm64",
    "arm",
];

/// Labels of machines that GitHub has no more, with what replaces them.
const REMOVED: [(&str, &str); 8] = [
    ("ubuntu-20.04", "ubuntu-24.04"),
    ("ubuntu-18.04", "ubuntu-24.04"),
    ("ubuntu-16.04", "ubuntu-24.04"),
    ("windows-2019", "windows-2025"),
    ("windows-2016", "windows-2025"),
    ("macos-13", "macos-15-intel"),
    ("macos-12", "macos-15"),
    ("macos-11", "macos-15"),
];

pub(super) fn check(id: &str, job: &Value, findings: &mut Findings<'_>) {
    if !is_id(id) {
        let message = format!("{id:?} can't be the name of a job");
        let diagnostic = Diagnostic::error("invalid-name", message)
            .hint("it starts with a letter or `_`; letters, digits, `-` and `_` follow")
            .hint("what people read goes into `name`");
        findings.key(job, diagnostic);
    }
    let labels = job.get("runs-on").map(|it| it.get("labels").unwrap_or(it));
    labels.into_iter().flat_map(texts).for_each(|(value, label)| runner(value, label, findings));
    environment(job.get("env"), findings);
    at(job, &["defaults", "run", "shell"]).into_iter().for_each(|it| shell(it, findings));
}

/// A label of a machine: people give their own any label, so only what looks like a slip is reported.
fn runner(value: &Value, label: &str, findings: &mut Findings<'_>) {
    let label = label.to_ascii_lowercase();
    let removed = REMOVED.iter().find(|(name, _)| *name == label);
    if let Some((_, instead)) = removed {
        let message = format!("GitHub has no runner `{label}` any more");
        let diagnostic = Diagnostic::warning("unknown-runner", message)
            .hint(format!("use `{instead}`").as_str());
        findings.value(value, diagnostic);
    } else if !RUNNERS.contains(&label.as_str())
        && let Some(meant) = suggest::nearest(&label, RUNNERS)
    {
        let message = format!("GitHub has no runner `{label}`");
        let diagnostic = Diagnostic::warning("unknown-runner", message)
            .note("a job waits a day for a runner that does not come")
            .hint(format!("did you mean `{meant}`?").as_str())
            .hint("for a runner of your own, write `unchecked(value, \"why\")`");
        findings.value(value, diagnostic);
    }
}
