//! Calls of what others declare: what they pass in and take out is what is there.

use super::finding::Finding;
use super::graph::resolved::Resolved;
use crate::diag::{Diagnostic, suggest, words};
use crate::model::graph::Graph;
use crate::model::{Argument, Call, Direction, Interface, Parameter};
use crate::schema::check::check_argument;
use rustc_hash::FxHashMap;

/// How many names are listed where one of them is expected.
const MOST_LISTED: usize = 24;

/// Everything in the calls of a run that does not fit what they call. A call of something unknown is not looked at.
pub(super) fn check(graph: &Resolved<'_>) -> Vec<Finding> {
    let mut known: FxHashMap<&str, &Interface> = FxHashMap::default();
    for interface in graph.graph.interfaces() {
        let best = known.entry(&interface.key).or_insert(interface);
        if interface.origin > best.origin {
            *best = interface;
        }
    }
    let mut calls: Vec<&Call> = graph.graph.calls().iter().collect();
    calls.sort_by_key(|call| graph.rank(call.at));
    let mut problems: Vec<Finding> = Vec::new();
    for (call, interface) in
        calls.into_iter().filter_map(|call| Some((call, *known.get(call.key.as_str())?)))
    {
        let emit = graph.emit(call.at);
        for diagnostic in wrong(call, interface, graph.graph) {
            let finding =
                Finding { emit, diagnostic: diagnostic.note(format!("in {}", call.what)) };
            if !problems.contains(&finding) {
                problems.push(finding);
            }
        }
    }
    problems
}

fn wrong(call: &Call, interface: &Interface, graph: &Graph) -> Vec<Diagnostic> {
    // What is misspelt is not missing, too.
    let mut meant: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for argument in &call.arguments {
        let Argument { direction, name, .. } = argument;
        match interface.parameter(*direction, name) {
            Some(parameter) => problems.extend(mistyped(argument, parameter, graph)),
            None if interface.open.contains(direction) => {}
            None => {
                meant.extend(suggest::nearest(name, names(interface, *direction)));
                problems.push(unknown(argument, interface).at(graph.place(argument.at)));
            }
        }
    }
    let is_passed = |parameter: &Parameter| {
        let is = |argument: &Argument| {
            (argument.direction, &argument.name) == (parameter.direction, &parameter.name)
        };
        call.arguments.iter().any(is)
    };
    let required = interface.parameters.iter().filter(|parameter| parameter.is_required);
    let missing = required
        .filter(|parameter| !is_passed(parameter) && !meant.contains(&parameter.name.as_str()))
        .filter(|parameter| !call.inherits.contains(&parameter.direction));
    problems
        .extend(missing.map(|parameter| lacking(parameter, interface).at(graph.place(call.at))));
    problems
}

fn names(interface: &Interface, direction: Direction) -> impl Iterator<Item = &str> {
    let own = interface.parameters.iter().filter(move |own| own.direction == direction);
    own.map(|parameter| parameter.name.as_str())
}

/// A value that does not match the declared type.
fn mistyped(argument: &Argument, parameter: &Parameter, graph: &Graph) -> Option<Diagnostic> {
    let subject = format!("the {} `{}`", parameter.direction, parameter.name);
    let problem = check_argument(argument.value.as_ref()?, &parameter.kind, &subject)?.diagnostic;
    let problem = problem.at(graph.place(argument.at));
    Some(declared(problem, parameter, "its type is declared here"))
}

fn unknown(argument: &Argument, interface: &Interface) -> Diagnostic {
    let Argument { direction, name, .. } = argument;
    let problem = Diagnostic::error(
        "unknown-argument",
        format!("{} has no {direction} `{name}`", interface.what),
    );
    let known: Vec<&str> = names(interface, *direction).collect();
    let near = suggest::nearest(name, known.iter().copied());
    let shown = near.or(known.first().copied());
    let problem = match shown.and_then(|name| interface.parameter(*direction, name)) {
        Some(shown) => declared(problem, shown, &format!("`{}` is declared here", shown.name)),
        None => problem,
    };
    let declare = "take it out, or declare it there";
    match near {
        Some(near) => problem.hint(format!("did you mean `{near}`?").as_str()),
        None if known.is_empty() => {
            problem.hint(format!("{declare}: it has no {direction}s").as_str())
        }
        None if known.len() > MOST_LISTED => problem.hint(
            format!("{declare}: no similar name among its {} {direction}s", known.len()).as_str(),
        ),
        None => problem.note(format!("it has {}", words::list(&known, "and"))).hint(declare),
    }
}

fn lacking(parameter: &Parameter, interface: &Interface) -> Diagnostic {
    let Parameter { direction, name, kind, how, .. } = parameter;
    let message = format!("{} needs the {direction} `{name}`", interface.what);
    let label = if how.is_some() {
        "it is declared here"
    } else {
        "it is declared here, and has no default"
    };
    let hint = how.clone().unwrap_or_else(|| format!("add `{name}: ...`: it takes {kind}"));
    declared(Diagnostic::error("missing-argument", message), parameter, label).hint(hint.as_str())
}

fn declared(problem: Diagnostic, parameter: &Parameter, label: &str) -> Diagnostic {
    match &parameter.place {
        Some(place) => problem.related(place.clone(), label),
        None => problem,
    }
}
