//! The blocks of a file in order of dependency: each behind those that it refers to, and by kind and name otherwise.

use super::Item;
use crate::diag::cycles::components;
use crate::domains::terraform::block::draft::{Block, Draft, collect_secrets, declared, offered};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::{self, ReferenceSite};
use crate::domains::terraform::tables::provider_of;
use crate::emit::hcl::Label;
use crate::engine::Around;
use crate::secrets::terraform_name;
use crate::value::{Hole, Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What blocks find each other by: a sort of thing, and its name.
type Address = (&'static str, String);

/// What comes first of those that don't wait for each other: by kind, by name, and as the recipe has it.
type Rank = (usize, String, usize);

/// The numbers of the blocks that each block waits for.
type Needs = Vec<BTreeSet<usize>>;

/// The items in the order in which they are put on their pages.
pub(crate) fn by_dependency(
    items: Vec<Item>,
    draft: &Draft,
    found: &[ReferenceSite],
    around: &Around<'_>,
) -> Vec<Item> {
    let needs = needs(&items, draft, found, around);
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    items.iter().enumerate().for_each(|(i, item)| files.entry(&item.file).or_default().push(i));
    let mut order = Vec::with_capacity(items.len());
    for members in files.values() {
        let ranks: Vec<Rank> = members.iter().map(|&i| rank(&items[i], i, draft)).collect();
        order.extend(
            ordered(&ranks, &inside(members, &needs)).into_iter().map(|place| members[place]),
        );
    }
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| items[i].take()).collect()
}

fn rank(item: &Item, number: usize, draft: &Draft) -> Rank {
    let Some(written) = item.asked.map(|number| &draft.blocks[number]) else {
        return (BlockKind::Variable as usize, variable_of(item), number);
    };
    let name = if written.kind == BlockKind::Provider {
        provider_named(written)
    } else {
        written.labels.join(".")
    };
    (written.kind as usize, name, number)
}

/// The name of a variable that the root has of itself.
fn variable_of(item: &Item) -> String {
    item.block.labels.first().map(Label::as_str).unwrap_or_default().into()
}

fn provider_named(written: &Block) -> String {
    let alias = written.body.get("alias").and_then(Value::as_str);
    written.labels.iter().map(String::as_str).chain(alias).collect::<Vec<_>>().join(".")
}

/// What each item waits for, in whatever file it is.
fn needs(items: &[Item], draft: &Draft, found: &[ReferenceSite], around: &Around<'_>) -> Needs {
    let mut offers: BTreeMap<Address, usize> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        for address in offers_of(item, draft) {
            offers.entry(address).or_insert(i);
        }
    }
    let mut named: BTreeMap<usize, Vec<Address>> = BTreeMap::new();
    for reference in found {
        named
            .entry(reference.block)
            .or_default()
            .extend(reference_sites::target(&reference.address));
    }
    let needs = |(i, item): (usize, &Item)| {
        let Some(number) = item.asked else { return BTreeSet::new() };
        let unsaid = unsaid(&draft.blocks[number], around);
        let all = named.get(&number).into_iter().flatten().chain(&unsaid);
        all.filter_map(|address| offers.get(address).copied()).filter(|&other| other != i).collect()
    };
    items.iter().enumerate().map(needs).collect()
}

fn offers_of(item: &Item, draft: &Draft) -> Vec<Address> {
    match item.asked.map(|number| &draft.blocks[number]) {
        None => vec![("variable", variable_of(item))],
        Some(written) if written.kind == BlockKind::Provider => {
            vec![("provider", provider_named(written))]
        }
        Some(written) => offered(written),
    }
}

/// What a block waits for without a reference that names it: the variables of its secrets, and its providers.
fn unsaid(written: &Block, around: &Around<'_>) -> Vec<Address> {
    let mut secrets = Vec::new();
    collect_secrets(written.body.descendants(), &mut secrets);
    let variables =
        secrets.iter().map(|name| ("variable", terraform_name(&declared(around.secrets, name))));
    let passed =
        written.body.get("providers").and_then(Value::as_map).into_iter().flat_map(Map::values);
    let chosen: Vec<String> =
        passed.chain(written.body.get("provider")).filter_map(source).collect();
    let is_typed =
        matches!(written.kind, BlockKind::Resource | BlockKind::Data | BlockKind::Ephemeral);
    let own = written
        .labels
        .first()
        .filter(|_| is_typed && chosen.is_empty())
        .map(|kind| provider_of(kind).to_string());
    variables.chain(chosen.into_iter().chain(own).map(|name| ("provider", name))).collect()
}

fn source(value: &Value) -> Option<String> {
    match value.as_text()?.as_hole()? {
        Hole::Expr(expr) => Some(expr.source.to_string()),
        Hole::Secret(_) => None,
    }
}

/// What the blocks of a file wait for among themselves, also by way of what is in other files; all by their places in `members`.
fn inside(members: &[usize], needs: &Needs) -> Needs {
    let places: BTreeMap<usize, usize> =
        members.iter().enumerate().map(|(place, &i)| (i, place)).collect();
    let behind = |start: usize| {
        let (mut seen, mut open, mut found) = (BTreeSet::new(), vec![start], BTreeSet::new());
        while let Some(i) = open.pop() {
            for &next in needs[i].iter().filter(|&&next| next != start) {
                match places.get(&next) {
                    Some(&place) => found.extend([place]),
                    None if seen.insert(next) => open.push(next),
                    None => {}
                }
            }
        }
        found
    };
    members.iter().map(|&i| behind(i)).collect()
}

/// Each behind what it needs, and by rank otherwise. Of a dependency cycle, which a block of several
/// locals or a module can without being wrong, the first by rank comes first.
fn ordered<R: Ord>(ranks: &[R], needs: &Needs) -> Vec<usize> {
    let mut open = needs.clone();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); ranks.len()];
    needs
        .iter()
        .enumerate()
        .for_each(|(i, needs)| needs.iter().for_each(|&need| waiting[need].push(i)));
    let mut left: BTreeSet<(&R, usize)> = ranks.iter().zip(0..).collect();
    let mut ready: BTreeSet<(&R, usize)> =
        left.iter().filter(|(_, i)| open[*i].is_empty()).copied().collect();
    let mut order = Vec::with_capacity(ranks.len());
    while let Some(&(_, first)) = left.first() {
        let next =
            ready.pop_first().map_or_else(|| first_in_cycle(first, &open, ranks), |(_, i)| i);
        left.remove(&(&ranks[next], next));
        order.push(next);
        for &i in &waiting[next] {
            open[i].remove(&next);
            if open[i].is_empty() && left.contains(&(&ranks[i], i)) {
                ready.insert((&ranks[i], i));
            }
        }
    }
    order
}

/// The first by rank in a cycle that waits for nothing outside of it, and that `start` waits for or is part of.
fn first_in_cycle<R: Ord>(start: usize, open: &Needs, ranks: &[R]) -> usize {
    let cycle = components(open, [start]).into_iter().next().unwrap_or_default();
    cycle.into_iter().min_by_key(|&i| &ranks[i]).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(names: &str, needs: &[(char, char)]) -> String {
        let names: Vec<char> = names.chars().collect();
        let place = |name: char| names.iter().position(|known| *known == name).unwrap();
        let mut all = vec![BTreeSet::new(); names.len()];
        needs.iter().for_each(|(from, to)| all[place(*from)].extend([place(*to)]));
        ordered(&names, &all).into_iter().map(|i| names[i]).collect()
    }

    #[test]
    fn needs_come_first_and_names_decide_otherwise() {
        assert_eq!(order("dcba", &[]), "abcd");
        assert_eq!(order("abcd", &[('a', 'd')]), "bcda");
        assert_eq!(order("abcd", &[('a', 'c'), ('c', 'b'), ('d', 'a')]), "bcad");
    }

    #[test]
    fn cycles_come_behind_what_they_need_and_before_what_needs_them() {
        assert_eq!(order("abc", &[('a', 'b'), ('b', 'a')]), "cab");
        assert_eq!(order("abcz", &[('a', 'b'), ('b', 'c'), ('c', 'b'), ('b', 'z')]), "zbac");
        assert_eq!(
            order("abcd", &[('a', 'b'), ('b', 'a'), ('a', 'c'), ('c', 'd'), ('d', 'c')]),
            "cdab"
        );
    }

    proptest! {
        #[test]
        fn all_are_there_once_and_behind_what_they_need(edges in prop::collection::btree_set((0..12usize, 0..12usize), 0..30)) {
            let mut needs = vec![BTreeSet::new(); 12];
            edges.iter().filter(|(from, to)| from > to).for_each(|(from, to)| needs[*from].extend([*to]));
            // The ranks are turned round, so that only the needs can bring them in order.
            let order = ordered(&(0..12).rev().collect::<Vec<_>>(), &needs);
            let place = |i: usize| order.iter().position(|other| *other == i);
            for (from, to) in edges.iter().filter(|(from, to)| from > to) {
                prop_assert!(place(*to) < place(*from));
            }
            let circular = edges.iter().fold(needs, |mut needs, (from, to)| { needs[*from].insert(*to); needs });
            let order = ordered(&[0; 12], &circular);
            prop_assert_eq!(order.iter().copied().collect::<BTreeSet<_>>().len(), 12);
            prop_assert_eq!(order.len(), 12);
        }
    }
}
