//! Conditions on the component, and guards made of several.

use crate::domains::k8s::helm::files::template::{Entry, Part};

/// The condition that holds for `some` of the components `all`; none where it always holds.
pub(super) fn condition(names: &[String], some: &[usize], all: &[usize]) -> Option<String> {
    let others: Vec<usize> = all.iter().copied().filter(|it| !some.contains(it)).collect();
    match (some, others.as_slice()) {
        (_, []) => None,
        ([one], _) => Some(format!("eq $component {:?}", names[*one])),
        (_, [one]) => Some(format!("ne $component {:?}", names[*one])),
        _ => {
            let names: Vec<String> = some.iter().map(|it| format!("{:?}", names[*it])).collect();
            Some(format!("has $component (list {})", names.join(" ")))
        }
    }
}

/// The entry where a condition holds as well as its own guard.
pub(super) fn where_holds(entry: Entry, condition: Option<String>) -> Entry {
    let Some(condition) = condition else { return entry };
    match entry.guard.as_deref().map(|guard| guard.strip_prefix("if ").map(String::from)) {
        None => entry.guarded(format!("if {condition}")),
        Some(Some(own)) => {
            let own = if own.contains(' ') { format!("({own})") } else { own };
            entry.guarded(format!("if and ({condition}) {own}"))
        }
        Some(None) => Entry::new(None, Part::Block(vec![entry])).guarded(format!("if {condition}")),
    }
}
