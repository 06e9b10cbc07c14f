//! Environments have names that can be in paths, and no two of them mean the same.

use super::super::names;
use super::subject::Subject;
use crate::diag::{Diagnostic, words};
use crate::value::Path;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut named: Vec<(Path, &str)> = Vec::new();
    for (path, definition) in subject.definitions() {
        let Some(name) = definition.name.as_deref() else {
            found.extend(subject.missing(&path, "name"));
            continue;
        };
        let path = path.key("name");
        found.extend(flawed(subject, &path, name));
        found.extend(clash(subject, &path, name, &named));
        named.push((path, name));
    }
    found.extend(strategy(subject, &named));
    found
}

fn flawed(subject: &Subject<'_>, path: &Path, name: &str) -> Option<Diagnostic> {
    let flaw = names::flaw(name)?;
    let mended = names::mended(name)
        .map_or_else(|| "choose another name".into(), |mended| format!("write `{mended}`"));
    let error =
        Diagnostic::error("invalid-name", format!("`{name}` can't name an environment: {flaw}"));
    Some(
        error
            .at(subject.value(path))
            .note("the name becomes part of paths and of secrets' names")
            .hint(mended.as_str()),
    )
}

fn clash(
    subject: &Subject<'_>,
    path: &Path,
    name: &str,
    named: &[(Path, &str)],
) -> Option<Diagnostic> {
    let (first_path, first) = named.iter().find(|(_, first)| names::same(first, name))?;
    let message = if *first == name {
        format!("the environment `{name}` is defined twice")
    } else {
        format!("`{first}` and `{name}` mean the same environment")
    };
    let error = Diagnostic::error("duplicate-environment", message).at(subject.value(path));
    Some(
        error
            .related(subject.value(first_path), "it is first defined here")
            .hint("keep one of them, or give it another name"),
    )
}

fn strategy(subject: &Subject<'_>, named: &[(Path, &str)]) -> Option<Diagnostic> {
    let strategy = subject.config.environments.as_ref()?.strategy?;
    let said = subject.config.definitions().iter().any(|one| one.production == Some(true));
    let names = named.iter().map(|(_, name)| *name).chain(said.then_some(names::PRODUCTION));
    let missing = strategy.missing(&names.collect::<Vec<_>>());
    if missing.is_empty() || !subject.knows_all_names() {
        return None;
    }
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let path = Path::root().key("environments").key("strategy");
    let warning = Diagnostic::warning(
        "incomplete-strategy",
        format!("{} {verb} not defined", words::list(&missing, "and")),
    );
    Some(
        warning
            .at(subject.value(&path))
            .note(format!(
                "`{}` means {}",
                strategy.name(),
                words::list(strategy.environments(), "and")
            ))
            .hint("define what is missing, or write `strategy: custom`"),
    )
}
