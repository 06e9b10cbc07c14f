//! Who may approve is only asked where approval is required.

use super::super::names;
use super::Subject;
use crate::diag::Diagnostic;
use crate::value::Path;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let environments = subject.definitions().into_iter().filter(|(_, definition)| {
        let name = definition.name.as_deref();
        lists(definition.approvers.as_ref()) && definition.requires_approval != Some(true) && !name.is_some_and(|to| step_asks(subject, to))
    });
    let steps = subject.steps().into_iter().filter(|(_, step)| {
        let to = step.to.as_deref();
        lists(step.approvers.as_ref()) && step.requires_approval != Some(true) && !to.is_some_and(|to| environment_asks(subject, to))
    });
    environments.map(|(path, _)| path).chain(steps.map(|(path, _)| path)).filter_map(|path| unused(subject, &path)).collect()
}

fn lists(approvers: Option<&Vec<String>>) -> bool {
    approvers.is_some_and(|approvers| !approvers.is_empty())
}

fn step_asks(subject: &Subject<'_>, to: &str) -> bool {
    let asks = |step: &super::Step| step.requires_approval == Some(true) && step.to.as_deref().is_some_and(|name| names::same(name, to));
    subject.steps().iter().any(|(_, step)| asks(step))
}

fn environment_asks(subject: &Subject<'_>, to: &str) -> bool {
    let asks = |definition: &super::Definition| {
        definition.requires_approval == Some(true) && definition.name.as_deref().is_some_and(|name| names::same(name, to))
    };
    subject.definitions().iter().any(|(_, definition)| asks(definition))
}

fn unused(subject: &Subject<'_>, path: &Path) -> Option<Diagnostic> {
    let warning = Diagnostic::warning("unused-option", "`approvers` has no effect: no approval is required");
    let known = !subject.is_broken(&path.key("requires_approval"));
    known.then(|| warning.at(subject.name(&path.key("approvers"))).hint("write `requires_approval: true`"))
}
