//! Which environments are production is said where their names don't say it.

use super::super::names;
use super::subject::Subject;
use crate::diag::Diagnostic;
use crate::project::config::file::Definition;

/// Environments that require approval, as production does, under a name that means nothing to `sw`.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let unclear = subject.definitions().into_iter().filter(|(path, definition)| {
        definition.production.is_none()
            && !subject.is_broken(&path.key("production"))
            && definition.name.as_deref().is_some_and(|name| names::family(name).is_none())
            && asks(subject, definition)
    });
    let warnings = unclear.map(|(path, definition)| {
        let name = definition.name.as_deref().unwrap_or_default();
        Diagnostic::warning(
            "unclear-production",
            format!("`{name}` requires approval, and nothing says whether it is production"),
        )
        .at(subject.value(&path.key("name")))
        .note("recipes treat it as not production: no backups, no protection, small machines")
        .hint("add `production: true`, or `production: false`")
    });
    warnings.collect()
}

/// Whether the environment or a step of the pipeline requires approval of what goes there.
fn asks(subject: &Subject<'_>, definition: &Definition) -> bool {
    let name = definition.name.as_deref().unwrap_or_default();
    let by_step = subject.steps().iter().any(|(_, step)| {
        step.requires_approval == Some(true)
            && step.to.as_deref().is_some_and(|to| names::same(to, name))
    });
    definition.requires_approval == Some(true) || by_step
}
