//! Inside a room, files depend on each other in one direction, and by their own paths.

use super::compare;
use crate::support::source::Source;
use std::collections::{BTreeMap, BTreeSet};

type Module = Vec<String>;

/// What a module names of its own room.
struct Node {
    uses: BTreeSet<Module>,
    /// What it brings in from elsewhere for others to use, with where it is from.
    reexports: BTreeMap<String, Module>,
}

#[test]
fn files_of_a_room_depend_in_one_direction() {
    let sources = crate::code();
    let nodes = nodes(&sources);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for module in nodes.keys().filter(|module| reached(module, &nodes).contains(*module)) {
        found.entry(module[0].clone()).or_default().push(module.join("::"));
    }
    compare("circles", "modules that depend on each other in a cycle", &found);
}

#[test]
fn a_room_does_not_use_its_own_reexports() {
    let sources = crate::code();
    let nodes = nodes(&sources);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in &sources {
        let module = owned(&source.module());
        for (line, target) in source.paths() {
            let Some((room, rest)) = split(&target, &nodes) else { continue };
            let is_facade =
                rest.first().is_some_and(|name| nodes[room].reexports.contains_key(name));
            if is_facade && module.starts_with(room) && module != *room {
                let list = found.entry(module[0].clone()).or_default();
                list.push(format!("{}:{line}: `{}`", source.path, target.join("::")));
            }
        }
    }
    compare("re-exports", "uses of a re-export of their own room", &found);
}

fn owned(module: &[&str]) -> Module {
    module.iter().map(ToString::to_string).collect()
}

/// The module that a path leads to, and the rest of the path.
fn split<'a>(
    target: &'a [String],
    nodes: &'a BTreeMap<Module, Node>,
) -> Option<(&'a Module, &'a [String])> {
    let longest = (1..=target.len()).rev().find(|end| nodes.contains_key(&target[..*end]))?;
    let (module, _) = nodes.get_key_value(&target[..longest])?;
    Some((module, &target[longest..]))
}

/// The module that defines what a path names, behind any re-exports.
fn origin(target: &[String], nodes: &BTreeMap<Module, Node>) -> Option<Module> {
    let (module, rest) = split(target, nodes)?;
    let Some(behind) = rest.first().and_then(|name| nodes[module].reexports.get(name)) else {
        return Some(module.clone());
    };
    let path: Module = behind.iter().chain(&rest[1..]).cloned().collect();
    origin(&path, nodes)
}

/// All modules of the crate with what they use of their own room.
fn nodes(sources: &[Source]) -> BTreeMap<Module, Node> {
    let in_rooms = || sources.iter().filter(|source| !source.module().is_empty());
    let bare = |source: &Source| Node { uses: BTreeSet::new(), reexports: reexports(source) };
    let mut nodes: BTreeMap<Module, Node> =
        in_rooms().map(|source| (owned(&source.module()), bare(source))).collect();
    let uses = in_rooms().map(|source| {
        let module = owned(&source.module());
        let public: BTreeSet<&Module> = nodes[&module].reexports.values().collect();
        let used = source.paths().into_iter().map(|(_, target)| target);
        let used = used.filter(|target| !public.contains(target));
        let used = used.chain(of_children(source, &module));
        let used: BTreeSet<Module> = used
            .filter(|target| target.first() == module.first())
            .filter_map(|target| origin(&target, &nodes))
            .filter(|target| *target != module)
            .collect();
        (module, used)
    });
    let uses: Vec<(Module, BTreeSet<Module>)> = uses.collect();
    for (module, used) in uses {
        nodes.entry(module).and_modify(|node| node.uses = used);
    }
    nodes
}

/// What a module names of the files that it declares, as it does so without `super` or `crate`.
fn of_children(source: &Source, module: &[String]) -> Vec<Module> {
    let text: String = private_lines(source).map(|line| format!("{line}\n")).collect();
    let named = |child: &String| {
        text.match_indices(&format!("{child}::")).any(|(at, _)| {
            !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        })
    };
    children(source)
        .into_iter()
        .filter(named)
        .map(|child| module.iter().cloned().chain([child]).collect())
        .collect()
}

/// The modules that a file declares.
fn children(source: &Source) -> Vec<String> {
    let declared = |line: &str| {
        let name = line.split_once("mod ")?.1.strip_suffix(';')?.to_string();
        (!line.starts_with(' ')).then_some(name)
    };
    source.code().filter_map(|(_, line)| declared(line)).collect()
}

/// Whether a line starts a re-export.
fn is_public_use(line: &str) -> bool {
    line.starts_with("pub use ") || line.starts_with("pub(crate) use ")
}

/// The lines outside of re-exports.
fn private_lines(source: &Source) -> impl Iterator<Item = &str> {
    let mut is_public = false;
    source.code().map(|(_, line)| line).filter(move |line| {
        let skipped = is_public || is_public_use(line);
        is_public = skipped && !line.ends_with(';');
        !skipped
    })
}

/// The names that `pub use` brings in, with their paths from the root.
fn reexports(source: &Source) -> BTreeMap<String, Module> {
    let children = children(source);
    let module = owned(&source.module());
    let text: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
    let statements = text.split(";\n").filter_map(|statement| {
        let start = statement.rfind("pub use ").or_else(|| statement.rfind("pub(crate) use "))?;
        statement[start..].split_once("use ").map(|(_, path)| path.replace('\n', " "))
    });
    let paths = statements.flat_map(|path| leaves(&path, &[]));
    let absolute = paths.map(|path| match path[0].as_str() {
        "crate" => path[1..].to_vec(),
        "self" => module.iter().chain(&path[1..]).cloned().collect(),
        "super" => module[..module.len() - 1].iter().chain(&path[1..]).cloned().collect(),
        first if children.iter().any(|child| child == first) => {
            module.iter().chain(&path).cloned().collect()
        }
        _ => path,
    });
    absolute
        .filter_map(|path: Module| {
            let (_, last) = (path.len(), path.last()?.clone());
            match last.split_once(" as ") {
                None => Some((last, path)),
                Some((from, to)) => {
                    let whole = path[..path.len() - 1].iter().cloned();
                    Some((to.to_string(), whole.chain([from.to_string()]).collect()))
                }
            }
        })
        .collect()
}

/// The single paths of a `use`, each as its steps.
fn leaves(path: &str, before: &[String]) -> Vec<Module> {
    let (start, list) =
        path.split_once('{').map_or((path, None), |(start, list)| (start, Some(list)));
    let steps = start.split("::").map(str::trim).filter(|step| !step.is_empty());
    let steps: Module = before.iter().cloned().chain(steps.map(String::from)).collect();
    let Some(list) = list else { return vec![steps] };
    let list = list.trim().strip_suffix('}').unwrap_or(list);
    let mut depth = 0;
    let parts = list.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).flat_map(|part| leaves(part, &steps)).collect()
}

/// Every module that one leads to, over any number of others.
fn reached(module: &Module, nodes: &BTreeMap<Module, Node>) -> BTreeSet<Module> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![module]);
    while let Some(next) = open.pop() {
        open.extend(nodes[next].uses.iter().filter(|used| seen.insert((*used).clone())));
    }
    seen
}
