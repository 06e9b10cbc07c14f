//! What can never be known because it needs itself: resources, locals and modules of one root that go round in a circle.

use crate::diag::{Diagnostic, Place, words};
use crate::domains::terraform::block::draft::{Block, Draft, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::engine::{Around, Run};
use crate::value::{Path, Step, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// One thing that needs another: where it says so.
struct Need<'a> {
    to: String,
    block: &'a Block,
    path: &'a Path,
}

/// What needs what, by address.
type Needs<'a> = BTreeMap<String, Vec<Need<'a>>>;

/// The inputs that each output of a module needs.
type Flow = BTreeMap<String, BTreeSet<String>>;

/// The flows of the modules that were emitted, by their folders.
#[derive(Default)]
struct Flows(Mutex<BTreeMap<String, Flow>>);

/// An error for each circle of a root.
pub(crate) fn check(
    draft: &Draft,
    found: &[ReferenceSite],
    home: &str,
    around: &Around<'_>,
) -> Vec<Diagnostic> {
    let needs = needs(draft, found, home, around.run);
    let circles = circles(&needs);
    circles.iter().map(|circle| told(circle, &needs, draft, around)).collect()
}

/// Takes note of what the outputs of a module need, for those who call it by its folder.
pub(crate) fn note(draft: &Draft, found: &[ReferenceSite], home: &str, run: &Run) {
    let is_module = |kind: BlockKind| draft.blocks.iter().any(|block| block.kind == kind);
    if is_module(BlockKind::Variable) && is_module(BlockKind::Output) {
        let flows = run.kept::<Flows>();
        flows
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(home.into(), flow(draft, found));
    }
}

fn needs<'a>(draft: &'a Draft, found: &'a [ReferenceSite], home: &str, run: &Run) -> Needs<'a> {
    let mut needs = Needs::new();
    for reference in found {
        let block = &draft.blocks[reference.block];
        let Some(to) = node(&reference.address) else { continue };
        if let Some(from) = stands_in(block, &reference.path) {
            needs.entry(from).or_default().push(Need { to, block, path: &reference.path });
        }
    }
    for block in draft.blocks.iter().filter(|block| block.kind == BlockKind::Module) {
        through(block, home, run, &mut needs);
    }
    needs
}

/// What an output of a module needs: how many of the module there are, and the inputs that it is made of.
fn through<'a>(block: &'a Block, home: &str, run: &Run, needs: &mut Needs<'a>) {
    const HERE: &Path = &Path(Vec::new());
    let name = block.labels.join(".");
    let prefix = format!("module.{name}.");
    let taken: BTreeSet<String> = needs
        .values()
        .flatten()
        .filter(|need| need.to.starts_with(&prefix))
        .map(|need| need.to.clone())
        .collect();
    let flow = flow_of(block, home, run);
    for output in taken {
        let inputs = flow.get(output.trim_start_matches(&prefix)).into_iter().flatten();
        let inner = inputs.map(|input| format!("module.{name} input {input}"));
        let all = inner.chain([format!("module.{name}")]);
        needs.entry(output).or_default().extend(all.map(|to| Need { to, block, path: HERE }));
    }
}

fn flow_of(block: &Block, home: &str, run: &Run) -> Flow {
    if let Some(module) = &block.module {
        return flow_of_draft(module);
    }
    let source = block.body.get("source").and_then(Value::as_str);
    let folder =
        source.and_then(|source| crate::domains::terraform::modules::source::folder(home, source));
    let flows = run.kept::<Flows>();
    let flows = flows.0.lock().unwrap_or_else(PoisonError::into_inner);
    folder.and_then(|folder| flows.get(&folder).cloned()).unwrap_or_default()
}

fn flow_of_draft(module: &Root) -> Flow {
    let draft = module.draft();
    flow(&draft, &crate::domains::terraform::block::reference_sites::all(&draft))
}

/// The inputs that each output of a module needs, through whatever stands between. What it calls itself is not looked into.
fn flow(draft: &Draft, found: &[ReferenceSite]) -> Flow {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ReferenceSite { block, path, address } in found {
        let block = &draft.blocks[*block];
        let from = if block.kind == BlockKind::Output {
            Some(format!("output.{}", block.labels.join(".")))
        } else {
            stands_in(block, path)
        };
        let to = if address.first().is_some_and(|word| word == "var") {
            address.get(1).map(|name| format!("var.{name}"))
        } else {
            node(address)
        };
        if let (Some(from), Some(to)) = (from, to) {
            edges.entry(from).or_default().insert(to);
        }
    }
    let outputs = edges
        .keys()
        .filter_map(|from| from.strip_prefix("output."))
        .map(String::from)
        .collect::<Vec<_>>();
    outputs
        .into_iter()
        .map(|name| (name.clone(), reached(&edges, &format!("output.{name}"))))
        .collect()
}

fn reached(edges: &BTreeMap<String, BTreeSet<String>>, start: &str) -> BTreeSet<String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start.to_string()]);
    while let Some(at) = open.pop() {
        for next in edges.get(&at).into_iter().flatten() {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen.iter().filter_map(|node| node.strip_prefix("var.").map(String::from)).collect()
}

/// What an expression has to know first: the thing that it names, or an output of a module.
fn node(address: &[String]) -> Option<String> {
    let named = |count: usize| (address.len() >= count).then(|| address[..count].join("."));
    match address.first()?.as_str() {
        "local" => named(2),
        "module" => named(3).or_else(|| named(2)),
        "data" => named(3),
        "var" | "each" | "count" | "self" | "path" | "terraform" => None,
        kind if kind.contains('_') => named(2),
        _ => None,
    }
}

/// What says a reference. Inside of provisioners a resource is there already.
fn stands_in(block: &Block, path: &Path) -> Option<String> {
    let first = match path.0.first() {
        Some(Step::Key(key)) => key.as_str(),
        _ => "",
    };
    let label = block.labels.join(".");
    match block.kind {
        BlockKind::Locals => Some(format!("local.{first}")),
        BlockKind::Resource if matches!(first, "provisioner" | "connection") => None,
        BlockKind::Resource => Some(label),
        BlockKind::Data => Some(format!("data.{label}")),
        BlockKind::Module if matches!(first, "count" | "for_each" | "depends_on") => {
            Some(format!("module.{label}"))
        }
        BlockKind::Module if matches!(first, "providers" | "source" | "version") => None,
        BlockKind::Module => Some(format!("module.{label} input {first}")),
        _ => None,
    }
}

/// The circles, each as the addresses on it from the first one round; one for all that are tangled with each other.
fn circles(needs: &Needs<'_>) -> Vec<Vec<String>> {
    let edges: Vec<(&str, &str)> = needs
        .iter()
        .flat_map(|(from, all)| all.iter().map(|need| (from.as_str(), need.to.as_str())))
        .collect();
    let back: Vec<(&str, &str)> = edges.iter().map(|(from, to)| (*to, *from)).collect();
    let mut circles: Vec<Vec<String>> = Vec::new();
    // A long chain is gone through once, and not from each of its links.
    let mut done: BTreeSet<&str> = loose(&edges).into_iter().chain(loose(&back)).collect();
    for start in needs.keys() {
        if done.contains(start.as_str()) || circles.iter().any(|circle| circle.contains(start)) {
            continue;
        }
        if let Some(circle) = way_round(needs, start, &mut done) {
            circles.push(circle);
        }
    }
    circles
}

/// What leads nowhere in the end, and so is on no circle.
fn loose<'a>(edges: &[(&'a str, &'a str)]) -> BTreeSet<&'a str> {
    let (mut ways, mut before): (BTreeMap<&str, usize>, BTreeMap<&str, Vec<&str>>) =
        (BTreeMap::new(), BTreeMap::new());
    for (from, to) in edges {
        *ways.entry(from).or_default() += 1;
        ways.entry(to).or_default();
        before.entry(to).or_default().push(from);
    }
    let mut open: Vec<&str> =
        ways.iter().filter(|(_, count)| **count == 0).map(|(at, _)| *at).collect();
    let mut loose = BTreeSet::new();
    while let Some(at) = open.pop() {
        loose.insert(at);
        for from in before.get(at).into_iter().flatten() {
            let left = ways.entry(from).or_default();
            *left -= 1;
            if *left == 0 {
                open.push(from);
            }
        }
    }
    loose
}

/// The shortest way from an address back to itself, that goes through none which is known to be on no circle.
fn way_round<'a>(
    needs: &'a Needs<'_>,
    start: &'a str,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for need in needs.get(at).into_iter().flatten() {
            if need.to == start {
                let mut way = vec![at.to_string()];
                let mut step = at;
                while let Some(earlier) = before.get(step) {
                    way.push((*earlier).to_string());
                    step = earlier;
                }
                way.reverse();
                return Some(way);
            }
            if !done.contains(need.to.as_str()) && !before.contains_key(need.to.as_str()) {
                before.insert(&need.to, at);
                open.push_back(&need.to);
            }
        }
    }
    done.insert(start);
    None
}

fn told(circle: &[String], needs: &Needs<'_>, draft: &Draft, around: &Around<'_>) -> Diagnostic {
    // An input of a module is passed where its call stands: what is in between is told as the module.
    let mut stops: Vec<(&str, Place)> = Vec::new();
    for (i, from) in circle.iter().enumerate() {
        let to = &circle[(i + 1) % circle.len()];
        let need =
            needs[from].iter().find(|need| need.to == *to).expect("each step of a circle is there");
        let is_inside =
            from.starts_with("module.") && !from.contains(" input ") && need.path.is_root();
        if !is_inside {
            let place =
                around.locate(&need.block.place, &Value::Map(need.block.body.clone()), need.path);
            stops.push((from.split(' ').next().unwrap_or(from), place));
        }
    }
    let names: Vec<&str> = stops.iter().map(|(name, _)| *name).collect();
    let (_, place) = stops[0].clone();
    if let [name] = names.as_slice() {
        return Diagnostic::error("cycle", format!("`{name}` refers to itself"))
            .at(place)
            .note(format!("in `{}`", draft.folder))
            .hint("take the reference out: a value that stands in several places can be one of the `locals`");
    }
    let next = |i: usize| names[(i + 1) % names.len()];
    let message = format!("{} need each other, in a circle", words::list(&names, "and"));
    let problem = Diagnostic::error("cycle", message).at(place);
    let problem = (1..stops.len()).fold(problem, |problem, i| {
        problem.related(stops[i].1.clone(), format!("`{}` refers to `{}` here", names[i], next(i)))
    });
    problem
        .note(format!(
            "`{}` refers to `{}`, and so on round to it; Terraform has to know one of them first",
            names[0],
            next(0)
        ))
        .note(format!("in `{}`", draft.folder))
        .hint("take one of these references out, or make what both need a thing of its own")
}
