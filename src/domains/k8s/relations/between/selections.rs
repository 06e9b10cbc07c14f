//! Objects that are found by their labels.

use super::references::{undeclared_port, unknown_port};
use super::world::{Placed, World, selectable};
use crate::diag::{Diagnostic, words};
use crate::domains::k8s::relations::facts::{PortName, Selected, Selection};

pub(super) fn check(world: &mut World<'_>) {
    for from in world.all() {
        for selection in &from.object.selections {
            let found = world.selected(from, selection);
            if !selection.is_peer {
                found.iter().for_each(|to| world.connect(from, *to));
            }
            if found.is_empty() {
                unmatched(world, from, selection);
            }
            ports(world, from, selection, &found);
        }
    }
}

/// Nothing of the run has the labels. Others may make it, so this is no error.
fn unmatched(world: &mut World<'_>, from: Placed<'_>, selection: &Selection) {
    let all = world.selectable(from, selection);
    let name = &from.object.name.name;
    let near = all.iter().max_by_key(|to| {
        let met = selectable(to.object).map(|(_, labels, _)| selection.selector.met(labels));
        (met, to.object.name.name == *name)
    });
    let Some(near) = near else { return };
    let what = match selection.of {
        Selected::Pods => "pods of the run",
        Selected::Services => "Service of the run",
    };
    let who = if selection.is_peer { "a peer of " } else { "" };
    let message = format!("{who}{} selects no {what}", from.shown());
    let diagnostic = Diagnostic::warning("unmatched-selector", message)
        .note(labels_of(*near, selection))
        .hint("use the labels of what it is for; if others make that: `unchecked(labels, \"who makes it\")`");
    world.find_wrong(from, &selection.at, diagnostic);
}

/// The labels of an object that a selection asks for.
fn labels_of(near: Placed<'_>, selection: &Selection) -> String {
    let keys: Vec<&str> = selection.selector.keys().collect();
    let labels = selectable(near.object).map(|(_, labels, _)| labels);
    let shown = labels.into_iter().flatten().filter(|(key, _)| keys.contains(&key.as_str()));
    let shown: Vec<String> =
        shown.filter_map(|(key, value)| Some(format!("{key}: {}", value.as_ref()?))).collect();
    let has = match shown.as_slice() {
        [] => format!("no label {}", words::list(&keys, "or")),
        shown => words::list(shown, "and"),
    };
    match selection.of {
        Selected::Pods => format!("the pods of {} have {has}", near.shown()),
        Selected::Services => format!("{} has {has}", near.shown()),
    }
}

/// Ports that nothing of what was found has.
fn ports(world: &mut World<'_>, from: Placed<'_>, selection: &Selection, found: &[Placed<'_>]) {
    let Some(first) = found.first() else { return };
    let all = || found.iter().filter_map(|to| selectable(to.object)).flat_map(|(.., own)| own);
    for (at, port) in &selection.ports {
        if all().any(|own| own.is(port)) {
            continue;
        }
        let own = selectable(first.object).map_or(&[][..], |(.., own)| own);
        if let PortName::Number(number) = port {
            let diagnostic = undeclared_port(*number, own, *first);
            diagnostic.into_iter().for_each(|warning| world.find_wrong(from, at, warning));
        } else if let Some(diagnostic) = unknown_port(port, own, *first) {
            let hint = by_name(port, selection.of);
            world.find_wrong(from, at, diagnostic.hint(hint.as_deref()));
        }
    }
}

fn by_name(port: &PortName, of: Selected) -> Option<String> {
    let PortName::Name(name) = port else { return None };
    let number = if of == Selected::Pods { "containerPort: 8080" } else { "port: 80" };
    Some(format!("give the port this name: `ports: [#{{ name: \"{name}\", {number} }}]`"))
}
