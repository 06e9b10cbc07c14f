//! Jobs: their names, and the machines that they run on.

use super::steps::{environment, invalid_id, is_id, shell};
use super::texts::texts;
use crate::diag::{Diagnostic, suggest};
use crate::schema::findings::{Findings, at};
use crate::value::Value;

/// The machines that GitHub has, by their labels, and the labels that people's own have.
///
/// Source: the table of images in the repository `actions/runner-images`, and "Choosing the runner for a job" in GitHub's
/// documentation, as of December 2026.
const RUNNERS: [&str; 35] = [
    "ubuntu-latest",
    "ubuntu-slim",
    "ubuntu-26.04",
    "ubuntu-26.04-arm",
    "ubuntu-24.04",
    "ubuntu-24.04-arm",
    "ubuntu-22.04",
    "ubuntu-22.04-arm",
    "windows-latest",
    "windows-2025",
    "windows-2025-vs2026",
    "windows-2022",
    "windows-11-arm",
    "windows-11-arm64",
    "macos-latest",
    "macos-latest-large",
    "macos-latest-xlarge",
    "macos-26",
    "macos-26-intel",
    "macos-26-large",
    "macos-26-xlarge",
    "macos-15",
    "macos-15-intel",
    "macos-15-large",
    "macos-15-xlarge",
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
        findings.key(job, invalid_id(format!("{id:?} can't be the name of a job")));
    }
    let labels = job.get("runs-on").map(|it| it.get("labels").unwrap_or(it));
    labels.into_iter().flat_map(texts).for_each(|(value, label)| runner(value, label, findings));
    environment(job.get("env"), findings);
    at(job, &["defaults", "run", "shell"]).into_iter().for_each(|it| shell(it, findings));
}

/// The label that was meant. Another version of an image is no slip: newer ones come each year.
fn misspelt(label: &str) -> Option<&'static str> {
    let without_version =
        |label: &str| label.replace(|it: char| it.is_ascii_digit() || it == '.', "");
    let is_known = |known: &str| without_version(known) == without_version(label);
    if RUNNERS.iter().any(|known| is_known(known)) {
        return None;
    }
    suggest::nearest(label, RUNNERS)
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
    } else if let Some(meant) = misspelt(&label) {
        let message = format!("GitHub has no runner `{label}`");
        let diagnostic = Diagnostic::warning("unknown-runner", message)
            .note("a job waits a day for a runner that does not come")
            .hint(format!("did you mean `{meant}`?").as_str())
            .hint("for a runner of your own, write `unchecked(value, \"why\")`");
        findings.value(value, diagnostic);
    }
}
