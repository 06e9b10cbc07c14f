//! The names of files: after the kind alone where there is one of it, else after the name as well.

use super::align::Identity;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds whose files people call otherwise.
const SHORT: [(&str, &str); 3] = [
    ("HorizontalPodAutoscaler", "hpa"),
    ("PodDisruptionBudget", "pdb"),
    ("PersistentVolumeClaim", "pvc"),
];

/// The name of the file of each object, without its ending.
pub(crate) fn file_names<'i>(all: impl Iterator<Item = &'i Identity> + Clone) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for identity in all.clone() {
        *counts.entry(&identity.kind).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let name = |identity: &Identity| {
        let name = wanted(identity, counts[identity.kind.as_str()] == 1);
        free(name, &mut taken)
    };
    all.map(name).collect()
}

fn wanted(identity: &Identity, is_only: bool) -> String {
    let short = SHORT.iter().find(|(kind, _)| *kind == identity.kind);
    let kind = short.map_or_else(|| identity.kind.to_lowercase(), |(_, short)| (*short).into());
    let name = if is_only { kind } else { format!("{}-{kind}", identity.name) };
    let is_safe = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '.';
    name.to_lowercase().chars().map(|it| if is_safe(it) { it } else { '-' }).collect()
}

/// The name, or one with a number where it is taken.
fn free(name: String, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.unwrap_or(name);
    taken.insert(free.clone());
    free
}
