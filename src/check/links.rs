//! Names that one place relies on and another has to offer.

use super::Finding;
use crate::diag::{Diagnostic, suggest};
use crate::model::{Fact, File, Role};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The names on offer, by kind and scope.
type Offers<'a> = FxHashMap<(&'a str, &'a str), BTreeSet<&'a str>>;

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let mut offers = Offers::default();
    for fact in files.iter().flat_map(|file| &file.facts).filter(|fact| fact.role == Role::Provides)
    {
        offers.entry((&fact.kind, &fact.scope)).or_default().insert(&fact.name);
    }
    let mut problems = Vec::new();
    for file in files {
        let needs = file.facts.iter().filter(|fact| fact.role == Role::Needs);
        problems.extend(needs.filter_map(|fact| {
            Some(Finding { emit: file.origin.emit, diagnostic: unmet(fact, &offers, file)? })
        }));
    }
    problems
}

fn unmet(fact: &Fact, offers: &Offers<'_>, file: &File) -> Option<Diagnostic> {
    let offered = offers.get(&(fact.kind.as_str(), fact.scope.as_str()));
    if offered.is_some_and(|names| names.contains(fact.name.as_str())) {
        return None;
    }
    let hint = suggest::did_you_mean(&fact.name, offered.into_iter().flatten().copied())
        .unwrap_or_else(|| {
            format!("add the {} to what this file belongs to, or take the reference out", fact.kind)
        });
    let message = format!("there is no {} `{}`", fact.kind, fact.name);
    let place = fact.place.clone().unwrap_or_else(|| file.origin.place.clone());
    Some(
        Diagnostic::error("unknown-reference", message)
            .at(place)
            .note(format!("`{}` relies on it, at `{}`", file.path, fact.inside))
            .hint(hint.as_str()),
    )
}
