//! Objects that are named, and what is used of them.
//!
//! A cluster has more than a run makes. So what is not found is only wrong where a name of the run is nearly the same.

use super::world::{Placed, World};
use crate::diag::{Diagnostic, suggest, words};
use crate::domains::k8s::relations::facts::{
    ObjectName, PartName, Port, PortName, Reference, Role,
};
use crate::domains::k8s::relations::roles::COUNTED;
use crate::model::graph::Symbol;
use crate::value::{Key, Path};
use rustc_hash::FxHashMap;

pub(super) fn check(world: &mut World<'_>) {
    let mut known = Known::default();
    for from in world.all() {
        for reference in &from.object.references {
            match world.find(from, &reference.to) {
                Some(to) => parts(world, from, reference, to),
                None => missing(world, from, reference, &mut known),
            }
            subsets(world, from, reference);
        }
    }
}

/// A name that nothing of the run has.
fn missing(world: &mut World<'_>, from: Placed<'_>, reference: &Reference, known: &mut Known) {
    let to = &reference.to;
    let has_to_be_there =
        matches!(from.object.role, Role::Scaler { .. }) && COUNTED.contains(&to.kind.as_str());
    let kinds = if has_to_be_there { &COUNTED[..] } else { &[to.kind.as_str()] };
    let way = known.entry((from.environment, to.clone(), has_to_be_there));
    let hint = way.or_insert_with(|| meant(world, from, to, kinds, has_to_be_there));
    let Some(hint) = hint.as_deref().filter(|_| !reference.is_optional) else { return };
    let message = format!("there is no {} `{}`", to.kind, to.name);
    let elsewhere =
        "for one that the cluster has from elsewhere: `unchecked(name, \"who makes it\")`";
    let diagnostic = Diagnostic::error("unknown-reference", message).hint(hint);
    world.find_wrong(from, &reference.at, diagnostic.hint(elsewhere));
}

/// How many names are listed where one of them is expected.
const MOST_SHOWN: usize = 8;

/// What is said of names that were not found, so that each is compared with all others once.
type Known = FxHashMap<(Option<Symbol>, ObjectName, bool), Option<String>>;

/// What a name was meant to be; none where it may be that of something else.
fn meant(
    world: &World<'_>,
    from: Placed<'_>,
    to: &ObjectName,
    kinds: &[&str],
    has_to_be_there: bool,
) -> Option<String> {
    let alike = kinds.iter().flat_map(|kind| world.of_kind(from, &to.namespace, kind));
    let alike = alike.filter(|other| has_to_be_there || other.object.name.group == to.group);
    let names: Vec<&str> = alike.map(|other| other.object.name.name.as_str()).collect();
    let near = suggest::nearest(&to.name, names.iter().copied());
    match near.filter(|near| !differ_in_number(near, &to.name)) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if has_to_be_there && !names.is_empty() => {
            let shown = &names[..names.len().min(MOST_SHOWN)];
            Some(format!("the run makes {}", words::list(shown, "and")))
        }
        None => None,
    }
}

/// Whether names are those of several things of one sort: `web-1` and `web-2`.
fn differ_in_number(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.replace(|c: char| c.is_ascii_digit(), "");
    letters(one) == letters(other)
}

/// Entries and ports that the named object does not have.
fn parts(world: &mut World<'_>, from: Placed<'_>, reference: &Reference, to: Placed<'_>) {
    for (at, part) in &reference.parts {
        let problem = match (part, &to.object.role) {
            (PartName::Key(key), Role::Entries(Some(keys))) if !reference.is_optional => {
                unknown_key(key, keys, to)
            }
            (PartName::Port(port), Role::Service { ports, .. } | Role::Listeners(ports)) => {
                unknown_port(port, ports, to)
            }
            _ => None,
        };
        if let Some(problem) = problem {
            let name = Path::root().key("metadata").key("name");
            let label = format!("the {} is here", to.object.name.kind);
            let problem = if to.object.is_made {
                problem
            } else {
                world.related(problem, (to, &name), &label)
            };
            world.find_wrong(from, at, problem);
        }
    }
}

fn unknown_key(key: &str, keys: &[Key], to: Placed<'_>) -> Option<Diagnostic> {
    if keys.iter().any(|known| known == key) {
        return None;
    }
    let message = format!("{} has no entry `{key}`", to.shown());
    let known = || keys.iter().map(Key::as_str);
    let hint = suggest::did_you_mean(key, known()).unwrap_or_else(|| match keys {
        [] => format!("add it: `{key}: ...`"),
        keys => format!("it has {}", words::list(keys, "and")),
    });
    Some(Diagnostic::error("unknown-reference", message).hint(hint.as_str()))
}

/// A port that the ports of an object don't have.
pub(super) fn unknown_port(port: &PortName, ports: &[Port], to: Placed<'_>) -> Option<Diagnostic> {
    if ports.iter().any(|own| own.is(port)) {
        return None;
    }
    let (noun, on) = match to.object.role {
        Role::Listeners(_) => ("listener", "listener on port"),
        _ => ("port", "port"),
    };
    let (called, known) = match port {
        PortName::Number(number) => (format!("has no {on} {number}"), numbers(ports)),
        PortName::Name(name) => (format!("has no {noun} called `{name}`"), names(ports)),
    };
    let hint = match known.as_slice() {
        [] => "name one of its ports by its number, or give it this name".into(),
        known => format!("it has {}", words::list(known, "and")),
    };
    let message = format!("{} {called}", to.shown());
    Some(Diagnostic::error("unknown-port", message).hint(hint.as_str()))
}

/// That pods which declare ports do not declare this one: what listens there does not need to be declared, so it is no error.
pub(super) fn undeclared_port(number: i64, ports: &[Port], to: Placed<'_>) -> Option<Diagnostic> {
    if ports.is_empty() || ports.iter().any(|own| own.is(&PortName::Number(number))) {
        return None;
    }
    let message = format!("the pods of {} declare no port {number}", to.shown());
    let known = format!("they declare {}", words::list(numbers(ports), "and"));
    let vouched =
        format!("if they listen there all the same: `unchecked({number}, \"what listens there\")`");
    Some(Diagnostic::warning("unknown-port", message).note(known).hint(vouched.as_str()))
}

fn numbers(ports: &[Port]) -> Vec<String> {
    ports.iter().filter_map(|port| port.number).map(|number| number.to_string()).collect()
}

fn names(ports: &[Port]) -> Vec<String> {
    ports.iter().filter_map(|port| port.name.as_ref()).map(Key::to_string).collect()
}

/// Subsets of a destination, which another object declares for its host.
fn subsets(world: &mut World<'_>, from: Placed<'_>, reference: &Reference) {
    let wanted = reference.parts.iter().find_map(|(at, part)| match part {
        PartName::Subset(name) => Some((at, name)),
        _ => None,
    });
    let Some((at, wanted)) = wanted else { return };
    let rules = world.of_kind(from, &reference.to.namespace, "DestinationRule");
    let rule = rules.into_iter().find_map(|other| match &other.object.role {
        Role::Subsets { host, names } if is_host(host, &reference.to) => Some((other, names)),
        _ => None,
    });
    let Some((rule, names)) = rule else { return };
    world.connect(from, rule);
    if !names.contains(wanted) {
        let message = format!("{} has no subset `{wanted}`", rule.shown());
        let hint = suggest::did_you_mean(wanted, names.iter().map(Key::as_str))
            .unwrap_or_else(|| format!("it has {}", words::list(names, "and")));
        let diagnostic = Diagnostic::error("unknown-reference", message).hint(hint.as_str());
        world.find_wrong(from, at, diagnostic);
    }
}

fn is_host(host: &str, name: &ObjectName) -> bool {
    host.split('.').next() == Some(&name.name)
}
