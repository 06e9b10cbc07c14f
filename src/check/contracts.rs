//! Calls of what others declare: what they pass in and take out is what is there.

use super::Finding;
use crate::diag::{Diagnostic, suggest, words};
use crate::model::{Contract, File, Given, Slot, Use};
use crate::schema::check::check_argument;
use std::collections::BTreeMap;

/// How many names are listed where one of them is expected.
const MOST_TOLD: usize = 24;

/// Everything in the calls of a run that does not fit what they call. A call of what nobody knows is not looked at.
pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let mut known: BTreeMap<&str, &Contract> = BTreeMap::new();
    for contract in files.iter().flat_map(|file| &file.links.contracts) {
        let slot = known.entry(&contract.key).or_insert(contract);
        if slot.is_found && !contract.is_found {
            *slot = contract;
        }
    }
    let mut problems = Vec::new();
    for file in files {
        for (call, contract) in
            file.links.uses.iter().filter_map(|call| Some((call, *known.get(call.key.as_str())?)))
        {
            let found = wrong(call, contract).into_iter();
            problems.extend(found.map(|diagnostic| Finding {
                emit: file.origin.emit,
                diagnostic: diagnostic.note(inside(call, file)),
            }));
        }
    }
    problems
}

fn inside(call: &Use, file: &File) -> String {
    format!("in {} of `{}`", call.what, file.path.folder())
}

fn wrong(call: &Use, contract: &Contract) -> Vec<Diagnostic> {
    // What is misspelt is not missing, too.
    let mut meant: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for given in &call.given {
        match contract.slots.iter().find(|slot| slot.sort == given.sort && slot.name == given.name)
        {
            Some(slot) => problems.extend(mistyped(given, slot)),
            None if contract.open.contains(&given.sort) => {}
            None => {
                meant.extend(suggest::nearest(&given.name, names(contract, &given.sort)));
                problems.push(unknown(given, contract));
            }
        }
    }
    let is_given = |slot: &Slot| {
        call.given.iter().any(|given| given.sort == slot.sort && given.name == slot.name)
    };
    let missing = contract
        .slots
        .iter()
        .filter(|slot| slot.is_required && !is_given(slot) && !meant.contains(&slot.name.as_str()));
    problems.extend(missing.map(|slot| lacking(slot, call, contract)));
    problems
}

fn names<'a>(contract: &'a Contract, sort: &'a str) -> impl Iterator<Item = &'a str> {
    contract.slots.iter().filter(move |slot| slot.sort == sort).map(|slot| slot.name.as_str())
}

/// A value that is certainly not of the declared type.
fn mistyped(given: &Given, slot: &Slot) -> Option<Diagnostic> {
    let subject = format!("the {} `{}`", slot.sort, slot.name);
    let problem = check_argument(given.value.as_ref()?, &slot.kind, &subject)?.diagnostic;
    Some(declared(problem.at(given.place.clone()), slot, "its type is declared here"))
}

fn unknown(given: &Given, contract: &Contract) -> Diagnostic {
    let Given { sort, name, place, .. } = given;
    let problem =
        Diagnostic::error("unknown-argument", format!("{} has no {sort} `{name}`", contract.what))
            .at(place.clone());
    let known: Vec<&str> = names(contract, sort).collect();
    let near = suggest::nearest(name, known.iter().copied());
    let slot = contract
        .slots
        .iter()
        .find(|slot| slot.sort == *sort && near.is_none_or(|near| slot.name == near));
    let problem = match slot {
        Some(slot) => declared(problem, slot, &format!("`{}` is declared here", slot.name)),
        None => problem,
    };
    match near {
        Some(near) => problem.hint(format!("did you mean `{near}`?").as_str()),
        None if known.is_empty() => {
            problem.hint(format!("take it out, or declare it there: it has no {sort}s").as_str())
        }
        None if known.len() > MOST_TOLD => problem.hint(
            format!(
                "take it out, or declare it there: none of its {} {sort}s comes near",
                known.len()
            )
            .as_str(),
        ),
        None => problem
            .note(format!("it has {}", words::list(&known, "and")))
            .hint("take it out, or declare it there"),
    }
}

fn lacking(slot: &Slot, call: &Use, contract: &Contract) -> Diagnostic {
    let problem = Diagnostic::error(
        "missing-argument",
        format!("{} needs the {} `{}`", contract.what, slot.sort, slot.name),
    );
    let hint = slot
        .how
        .clone()
        .unwrap_or_else(|| format!("add `{}: ...`: it takes {}", slot.name, slot.kind));
    let label = if slot.how.is_some() {
        "it is declared here"
    } else {
        "it is declared here, and has no default"
    };
    declared(problem.at(call.place.clone()), slot, label).hint(hint.as_str())
}

fn declared(problem: Diagnostic, slot: &Slot, label: &str) -> Diagnostic {
    match &slot.place {
        Some(place) => problem.related(place.clone(), label),
        None => problem,
    }
}
