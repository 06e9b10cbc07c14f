//! Dependency cycles: which there are, and how messages write them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// In a tangle of more nodes than this, only those that come first are looked at.
const STARTS: usize = 1_000;

/// The dependency cycles among edges from what depends to what it depends on.
///
/// Each is a shortest one through its first node, and each node that is on a cycle is on one of
/// these. Nodes count in the order in which they first depend on something.
///
/// ```
/// use sw::diag::cycles::{cycles, message};
/// let found = cycles(&[("a", "b"), ("b", "c"), ("b", "a"), ("d", "d")]);
/// assert_eq!(found, [vec!["a", "b"], vec!["d"]]);
/// assert_eq!(message(&found[0]), "dependency cycle: a -> b -> a");
/// ```
pub fn cycles<'a>(edges: &[(&'a str, &'a str)]) -> Vec<Vec<&'a str>> {
    let (mut names, mut numbers) = (Vec::new(), BTreeMap::new());
    for (from, _) in edges {
        numbers.entry(*from).or_insert_with(|| {
            names.push(*from);
            names.len() - 1
        });
    }
    let mut next = vec![BTreeSet::new(); names.len()];
    for (from, to) in edges {
        next[numbers[from]].extend(numbers.get(to));
    }
    let mut found: Vec<Vec<usize>> =
        components(&next, 0..names.len()).iter().flat_map(|nodes| inside(nodes, &next)).collect();
    found.sort_by_key(|cycle| (cycle.len(), cycle[0]));
    let mut covered = BTreeSet::new();
    found.retain(|cycle| {
        let is_new = !covered.contains(&cycle[0]);
        covered.extend(cycle.iter().copied().filter(|_| is_new));
        is_new
    });
    found.sort_unstable();
    found.iter().map(|cycle| cycle.iter().map(|&node| names[node]).collect()).collect()
}

/// A cycle as a message: each name depends on the next, the last one on the first.
pub fn message(names: &[&str]) -> String {
    let closed = names.iter().chain(names.first()).copied();
    format!("dependency cycle: {}", closed.collect::<Vec<_>>().join(" -> "))
}

/// The shortest cycle through each node of a strongly connected component.
fn inside(nodes: &[usize], next: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let nodes: BTreeSet<usize> = nodes.iter().copied().collect();
    nodes.iter().take(STARTS).filter_map(|&start| shortest(start, &nodes, next)).collect()
}

/// The shortest cycle from `start` through `nodes`.
fn shortest(start: usize, nodes: &BTreeSet<usize>, next: &[BTreeSet<usize>]) -> Option<Vec<usize>> {
    let mut before = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        if next[node].contains(&start) {
            let mut cycle: Vec<usize> =
                std::iter::successors(Some(node), |node| before.get(node).copied()).collect();
            cycle.reverse();
            return Some(cycle);
        }
        for &to in next[node].intersection(nodes) {
            before.entry(to).or_insert_with(|| {
                open.push_back(to);
                node
            });
        }
    }
    None
}

/// The strongly connected components that are reached from `starts`, each behind those that it
/// depends on: the nodes that depend on each other, or one node alone.
///
/// ```
/// use std::collections::BTreeSet;
/// let next = [BTreeSet::from([1]), BTreeSet::from([2]), BTreeSet::from([1]), BTreeSet::new()];
/// assert_eq!(sw::diag::cycles::components(&next, [0]), [vec![1, 2], vec![0]]);
/// ```
pub fn components(
    next: &[BTreeSet<usize>],
    starts: impl IntoIterator<Item = usize>,
) -> Vec<Vec<usize>> {
    const DONE: usize = usize::MAX;
    let mut found = Vec::new();
    // The nodes that are in no component yet, their places among those, and which of these places
    // begin a component as far as is known (Gabow's algorithm).
    let (mut stack, mut bounds) = (Vec::new(), Vec::new());
    let mut places: Vec<Option<usize>> = vec![None; next.len()];
    for start in starts {
        let mut path = vec![(start, next[start].iter())];
        while let Some((node, rest)) = path.last_mut() {
            let place = *places[*node].get_or_insert_with(|| {
                stack.push(*node);
                bounds.push(stack.len() - 1);
                stack.len() - 1
            });
            match rest.next() {
                _ if place == DONE => drop(path.pop()),
                Some(&to) => match places[to] {
                    None => path.push((to, next[to].iter())),
                    Some(known) => while bounds.pop_if(|bound| *bound > known).is_some() {},
                },
                None => {
                    if bounds.pop_if(|bound| *bound == place).is_some() {
                        let component = stack.split_off(place);
                        component.iter().for_each(|&node| places[node] = Some(DONE));
                        found.push(component);
                    }
                    path.pop();
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(edges: &str) -> Vec<String> {
        let edges: Vec<(&str, &str)> = edges.split(' ').map(|edge| edge.split_at(1)).collect();
        cycles(&edges).iter().map(|cycle| cycle.concat()).collect()
    }

    #[test]
    fn each_cycle_is_found_once() {
        assert_eq!(found("ab bc cd"), Vec::<String>::new());
        assert_eq!(found("aa"), ["a"]);
        assert_eq!(found("ab ba cd de ec"), ["ab", "cde"]);
        assert_eq!(found("xa ab ba by"), ["ab"], "what leads there or from there is no part of it");
    }

    #[test]
    fn shortest_ones_come_first_and_every_node_is_on_one() {
        assert_eq!(found("ab bc ca cb"), ["abc", "bc"]);
        assert_eq!(found("ab bc cd da ca"), ["abc", "dabc"]);
    }

    #[test]
    fn long_chains_take_no_stack() {
        let names: Vec<String> = (0..50_000).map(|i| i.to_string()).collect();
        let mut edges: Vec<(&str, &str)> =
            names.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
        assert!(cycles(&edges).is_empty());
        edges.push((&names[1], &names[0]));
        edges.push((&names[49_999], &names[0]));
        assert_eq!(cycles(&edges)[0], ["0", "1"]);
    }

    proptest! {
        #[test]
        fn components_are_ordered_and_complete(
            edges in prop::collection::vec((0..9usize, 0..9usize), 0..20)
        ) {
            let mut next = vec![BTreeSet::new(); 9];
            edges.iter().for_each(|(from, to)| next[*from].extend([*to]));
            let found = components(&next, 0..9);
            let place = |node| found.iter().position(|nodes| nodes.contains(&node)).unwrap();
            prop_assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 9);
            for (from, to) in &edges {
                prop_assert!(place(*to) <= place(*from));
            }
            for nodes in &found {
                let reached = components(&next, [nodes[0]]);
                prop_assert_eq!(reached.last().map(Vec::len), Some(nodes.len()));
            }
        }
    }
}
