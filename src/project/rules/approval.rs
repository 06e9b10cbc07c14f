//! Approvers are only named where approval is required, and where it is required someone may approve.

use super::super::names;
use super::subject::Subject;
use crate::diag::Diagnostic;
use crate::project::config::file::{Definition, Step};
use crate::value::Path;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let environments = subject.definitions().into_iter().filter(|(_, definition)| {
        let name = definition.name.as_deref();
        lists(definition.approvers.as_ref())
            && definition.requires_approval != Some(true)
            && !name.is_some_and(|to| step_asks(subject, to))
    });
    let steps = subject.steps().into_iter().filter(|(_, step)| {
        let to = step.to.as_deref();
        lists(step.approvers.as_ref())
            && step.requires_approval != Some(true)
            && !to.is_some_and(|to| environment_asks(subject, to))
    });
    let unused = environments
        .map(|(path, _)| path)
        .chain(steps.map(|(path, _)| path))
        .filter_map(|path| unused(subject, &path));
    unused.chain(empty(subject)).chain(forgotten(subject)).collect()
}

/// An environment or a step that requires approval, with who may give it.
struct Approval<'a> {
    path: Path,
    /// What it is called in a message.
    what: String,
    approvers: Option<&'a Vec<String>>,
}

/// What requires approval by itself.
fn approvals<'a>(subject: &Subject<'a>) -> Vec<Approval<'a>> {
    let environments = subject
        .definitions()
        .into_iter()
        .filter(|(_, definition)| definition.requires_approval == Some(true));
    let environments = environments.map(|(path, definition)| Approval {
        path,
        what: format!("`{}`", definition.name.as_deref().unwrap_or("an environment")),
        approvers: definition.approvers.as_ref(),
    });
    let steps =
        subject.steps().into_iter().filter(|(_, step)| step.requires_approval == Some(true));
    let steps = steps.map(|(path, step)| Approval {
        path,
        what: format!("the step to `{}`", step.to.as_deref().unwrap_or_default()),
        approvers: step.approvers.as_ref(),
    });
    environments.chain(steps).collect()
}

/// Approval that no one could give: the list is there, and empty.
fn empty(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let empty = approvals(subject).into_iter().filter(|approval| {
        let list = approval.path.key("approvers");
        approval.approvers.is_some_and(Vec::is_empty)
            && !subject.errors.iter().any(|error| error.path.parent() == list || error.path == list)
    });
    let problems = empty.map(|approval| {
        let message = format!("no one could approve a deployment: {} requires approval, and its `approvers` are empty", approval.what);
        Diagnostic::error("missing-approvers", message)
            .at(subject.name(&approval.path.key("approvers")))
            .hint("name who may approve, or remove `approvers`: then the CI system's own reviewers decide")
    });
    problems.collect()
}

/// Environments without approvers in a configuration that names them elsewhere.
fn forgotten(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let named = |approval: &Approval<'_>| lists(approval.approvers);
    let all = approvals(subject);
    let Some(other) = all.iter().find(|approval| named(approval)) else { return Vec::new() };
    let silent = subject.definitions().into_iter().filter(|(path, definition)| {
        definition.requires_approval == Some(true)
            && definition.approvers.is_none()
            && !subject.is_broken(&path.key("approvers"))
            && !definition.name.as_deref().is_some_and(|to| step_names(subject, to))
    });
    let problems = silent.map(|(path, definition)| {
        let message = format!(
            "`{}` requires approval and does not say whose",
            definition.name.as_deref().unwrap_or("this")
        );
        Diagnostic::warning("missing-approvers", message)
            .at(subject.name(&path.key("requires_approval")))
            .related(
                subject.name(&other.path.key("approvers")),
                format!("{} names who may approve", other.what),
            )
            .hint("add `approvers: [...]`")
    });
    problems.collect()
}

/// Whether a step of the pipeline says who may approve what it brings.
fn step_names(subject: &Subject<'_>, to: &str) -> bool {
    let names_some = |step: &Step| {
        lists(step.approvers.as_ref())
            && step.to.as_deref().is_some_and(|name| names::same(name, to))
    };
    subject.steps().iter().any(|(_, step)| names_some(step))
}

fn lists(approvers: Option<&Vec<String>>) -> bool {
    approvers.is_some_and(|approvers| !approvers.is_empty())
}

fn step_asks(subject: &Subject<'_>, to: &str) -> bool {
    let asks = |step: &Step| {
        step.requires_approval == Some(true)
            && step.to.as_deref().is_some_and(|name| names::same(name, to))
    };
    subject.steps().iter().any(|(_, step)| asks(step))
}

fn environment_asks(subject: &Subject<'_>, to: &str) -> bool {
    let asks = |definition: &Definition| {
        definition.requires_approval == Some(true)
            && definition.name.as_deref().is_some_and(|name| names::same(name, to))
    };
    subject.definitions().iter().any(|(_, definition)| asks(definition))
}

fn unused(subject: &Subject<'_>, path: &Path) -> Option<Diagnostic> {
    let warning =
        Diagnostic::warning("unused-option", "`approvers` has no effect: no approval is required");
    let known = !subject.is_broken(&path.key("requires_approval"));
    known.then(|| {
        warning.at(subject.name(&path.key("approvers"))).hint("write `requires_approval: true`")
    })
}
