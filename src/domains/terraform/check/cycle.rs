//! Dependency cycles among the resources, locals and modules of a root.

use crate::diag::cycles::{cycles, message};
use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::block::draft::{Block, Draft, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::{self, ReferenceSite};
use crate::domains::terraform::modules::source;
use crate::engine::{Around, Run};
use crate::value::{Path, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// The modules that were emitted, by their folders.
#[derive(Default)]
struct Modules(Mutex<BTreeMap<String, Root>>);

impl Modules {
    fn open(&self) -> MutexGuard<'_, BTreeMap<String, Root>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An error for each dependency cycle of a root.
pub(crate) fn check(
    draft: &Draft,
    found: &[ReferenceSite],
    home: &str,
    around: &Around<'_>,
) -> Vec<Diagnostic> {
    let needs = needs(draft, found, home, around.run);
    let edges: Vec<(&str, &str)> = needs
        .iter()
        .flat_map(|(from, all)| all.iter().map(|need| (from.as_str(), need.to.as_str())))
        .collect();
    cycles(&edges).iter().map(|cycle| diagnostic(cycle, &needs, draft, around)).collect()
}

/// Takes note of a root that can be a module, for those who call it by its folder.
pub(crate) fn note(root: &Root, draft: &Draft, home: &str, run: &Run) {
    let has = |kind: BlockKind| draft.blocks.iter().any(|block| block.kind == kind);
    if has(BlockKind::Variable) && has(BlockKind::Output) {
        run.kept::<Modules>().open().insert(home.into(), root.clone());
    }
}

fn needs<'a>(draft: &'a Draft, found: &'a [ReferenceSite], home: &str, run: &Run) -> Needs<'a> {
    let mut needs = Needs::new();
    for reference in found {
        let block = &draft.blocks[reference.block];
        let Some(to) = node(&reference.address) else { continue };
        if let Some(from) = start(block, &reference.path) {
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
    let module = block.module.clone().or_else(|| {
        let folder = source::folder(home, block.body.get("source")?.as_str()?)?;
        run.kept::<Modules>().open().get(&folder).cloned()
    });
    // The one that can't be had is the root that is being checked: it would call itself.
    let draft = module.as_ref().and_then(|module| module.draft.try_lock().ok());
    draft.map(|draft| flow(&draft, &reference_sites::all(&draft))).unwrap_or_default()
}

/// The inputs that each output of a module needs, through whatever is between. What it calls itself is not looked into.
fn flow(draft: &Draft, found: &[ReferenceSite]) -> Flow {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ReferenceSite { block, path, address } in found {
        let block = &draft.blocks[*block];
        let from = if block.kind == BlockKind::Output {
            Some(format!("output.{}", block.labels.join(".")))
        } else {
            start(block, path)
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

/// The node that a reference is an edge from. Provisioners run after their resource was created: theirs are none.
fn start(block: &Block, path: &Path) -> Option<String> {
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

fn diagnostic(cycle: &[&str], needs: &Needs<'_>, draft: &Draft, around: &Around<'_>) -> Diagnostic {
    // An input of a module is passed where its call is: what is in between is reported as the module.
    let mut stops: Vec<(&str, Place)> = Vec::new();
    for (i, from) in cycle.iter().enumerate() {
        let to = cycle[(i + 1) % cycle.len()];
        let need =
            needs[*from].iter().find(|need| need.to == to).expect("each step of a cycle is there");
        let is_inside =
            from.starts_with("module.") && !from.contains(" input ") && need.path.is_root();
        if !is_inside {
            let (call, value) = need.block.passed(need.path);
            let place = around.locate(&call, &value, need.path);
            stops.push((from.split(' ').next().unwrap_or(from), place));
        }
    }
    let names: Vec<&str> = stops.iter().map(|(name, _)| *name).collect();
    let problem = Diagnostic::error("dependency-cycle", message(&names)).at(stops[0].1.clone());
    let related = (1..stops.len()).fold(problem, |problem, i| {
        let (to, place) = (names[(i + 1) % names.len()], stops[i].1.clone());
        problem.related(place, format!("`{}` refers to `{to}` here", names[i]))
    });
    related
        .note("each of them refers to the next one, so Terraform can evaluate none of them first")
        .note(format!("in `{}`", draft.folder))
        .hint("remove one of these references, or put what they share into a resource or local of its own")
}
