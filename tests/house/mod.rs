//! House rules about the shape of the code, each with a list of what is not up to it yet.
//!
//! The numbers in `debt.txt` may only shrink: what is worse than they say fails, and so does what is better.

mod borders;
mod functions;
mod modules;
mod rooms;
mod words;

use crate::support::paths::in_repository;
use std::collections::{BTreeMap, BTreeSet};

/// What may still be wrong by a rule: how often, by path. `[rule]` is above lines of `path number`.
fn debt(rule: &str) -> BTreeMap<String, usize> {
    let heading = format!("[{rule}]");
    let text = std::fs::read_to_string(in_repository("tests/house/debt.txt")).expect("it is there");
    let lines = text.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty());
    let parsed = lines.map(|line| {
        let (path, count) = line.rsplit_once(' ').expect("a line has a path and a number");
        (path.to_string(), count.parse().expect("a line of debt ends in a number"))
    });
    parsed.collect()
}

/// Compares what a rule finds with what it allows, place by place; `unit` says what is counted.
fn compare(rule: &str, unit: &str, found: &BTreeMap<String, Vec<String>>) {
    let allowed = debt(rule);
    let paths = found.keys().chain(allowed.keys()).collect::<BTreeSet<_>>();
    let differ = paths.into_iter().filter_map(|path| {
        let list = found.get(path).map_or(&[][..], Vec::as_slice);
        let allowed = allowed.get(path).copied().unwrap_or_default();
        let names = list.join("\n    ");
        match list.len() {
            count if count > allowed => {
                Some(format!("{path}: {count} {unit}, allowed are {allowed}:\n    {names}"))
            }
            count if count < allowed => Some(format!(
                "{path}: {count} {unit}, so its line under [{rule}] in tests/house/debt.txt gets that number, or is removed"
            )),
            _ => None,
        }
    });
    crate::none(differ);
}
