//! What one file has for itself, and another claims, too.

use super::Finding;
use crate::diag::Diagnostic;
use crate::model::{Fact, File, Role};
use std::collections::BTreeMap;

/// Who claimed a thing first, by kind, scope and name.
type Owners<'a> = BTreeMap<(&'a str, &'a str, &'a str), (&'a File, &'a Fact)>;

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let mut owners = Owners::new();
    let mut problems = Vec::new();
    for file in files {
        for fact in file.facts.iter().filter(|fact| fact.role == Role::Claims) {
            let (owner, claim) =
                *owners.entry((&fact.kind, &fact.scope, &fact.name)).or_insert((file, fact));
            if !std::ptr::eq(claim, fact) {
                problems.push(Finding {
                    emit: file.origin.emit,
                    diagnostic: twice(fact, file, claim, owner),
                });
            }
        }
    }
    problems
}

fn twice(fact: &Fact, file: &File, claim: &Fact, owner: &File) -> Diagnostic {
    let place =
        |fact: &Fact, file: &File| fact.place.clone().unwrap_or_else(|| file.origin.place.clone());
    let diagnostic = Diagnostic::error(
        "claimed-twice",
        format!("`{}` has a {} that is another file's: `{}`", file.path, fact.kind, fact.name),
    )
    .at(place(fact, file))
    .note(format!(
        "it belongs to `{}`; whoever comes second would take it over, and undo what the first did",
        owner.path
    ));
    let first = place(claim, owner);
    let is_same_line = diagnostic.place == Some(first.clone());
    let diagnostic = if is_same_line {
        diagnostic
    } else {
        diagnostic.related(first, "it was claimed here before")
    };
    diagnostic.hint(format!("give each a {} of its own", fact.kind).as_str())
}
