//! Secrets between the files: used where they are not meant to be, declared for nothing, set where nobody reads them.

use super::Finding;
use crate::diag::{Diagnostic, words};
use crate::model::{Fact, File, Model, Role, SECRET, SECRET_VARIABLE};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(model: &Model) -> Vec<Finding> {
    let misplaced =
        facts(model, SECRET, Role::Asks).filter_map(|(file, fact)| misplaced(model, file, fact));
    misplaced.chain(unused(model)).chain(unread(model)).collect()
}

fn facts<'a>(
    model: &'a Model,
    kind: &'a str,
    role: Role,
) -> impl Iterator<Item = (&'a File, &'a Fact)> {
    let all = model.files.iter().flat_map(|file| file.facts.iter().map(move |fact| (file, fact)));
    all.filter(move |(_, fact)| fact.kind == kind && fact.role == role)
}

/// A secret that is used for an environment which it is not declared for.
fn misplaced(model: &Model, file: &File, fact: &Fact) -> Option<Finding> {
    let secret = model.secrets.get(&fact.name)?;
    if fact.scope.is_empty() || secret.is_for(&fact.scope) {
        return None;
    }
    let names = secret.environments.as_deref().unwrap_or_default();
    let message = format!(
        "`{}` uses the secret `{}`, which `{}` does not have",
        file.path, fact.name, fact.scope
    );
    let problem = Diagnostic::error("misplaced-secret", message).at(file.origin.place.clone());
    let problem = match &secret.place {
        Some(place) => problem
            .related(place.clone(), format!("it is declared for {}", words::list(names, "and"))),
        None => problem,
    };
    let hint = format!(
        "add `{}` to its `environments`, or leave it out of what is made for it",
        fact.scope
    );
    Some(Finding { emit: file.origin.emit, diagnostic: problem.hint(hint.as_str()) })
}

/// Secrets that a recipe declares and no file uses or documents. Without any files there is nothing to say.
fn unused(model: &Model) -> Vec<Finding> {
    let used: BTreeSet<&str> =
        facts(model, SECRET, Role::Asks).map(|(_, fact)| fact.name.as_str()).collect();
    let Some(last) = model.files.iter().map(|file| file.origin.emit).max() else {
        return Vec::new();
    };
    let idle = model
        .secrets
        .values()
        .filter(|secret| secret.place.is_some() && !used.contains(secret.name.as_str()));
    let finding = |name: &str| {
        let problem = Diagnostic::warning(
            "unused-secret",
            format!("the secret `{name}` is declared, and no file uses it"),
        );
        problem.hint("use it where its value goes, document it with `emit(secrets::example())`, or take it out")
    };
    idle.map(|secret| Finding {
        emit: last,
        diagnostic: finding(&secret.name).at(secret.place.clone()),
    })
    .collect()
}

/// Secrets that CI sets under names which Terraform does not read, and under none that it does.
fn unread(model: &Model) -> Vec<Finding> {
    let mut set: BTreeMap<&str, Vec<(&File, &Fact)>> = BTreeMap::new();
    for (file, fact) in facts(model, SECRET_VARIABLE, Role::Provides) {
        set.entry(&fact.scope).or_default().push((file, fact));
    }
    let read: BTreeMap<&str, &str> = facts(model, SECRET_VARIABLE, Role::Asks)
        .map(|(_, fact)| (fact.scope.as_str(), fact.name.as_str()))
        .collect();
    let unread = set.into_iter().filter_map(|(secret, set)| {
        let variable = read.get(secret)?;
        let is_set = set.iter().any(|(_, fact)| fact.name == *variable);
        let (file, fact) = set.first().filter(|_| !is_set)?;
        Some(Finding { emit: file.origin.emit, diagnostic: never_read(file, fact, variable) })
    });
    unread.collect()
}

fn never_read(file: &File, fact: &Fact, variable: &str) -> Diagnostic {
    let message = format!(
        "CI sets the secret `{}` as `{}`, and Terraform reads `{variable}`",
        fact.scope, fact.name
    );
    Diagnostic::warning("unread-variable", message)
        .at(fact.place.clone().unwrap_or_else(|| file.origin.place.clone()))
        .note(format!("in `{}`, at `{}`", file.path, fact.inside))
        .hint("give the step `tf.environment()`: it has the variables that the root reads")
}
