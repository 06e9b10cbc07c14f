//! One order made of several.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

/// An order that contains each of `sequences` in its order; none where they contradict each other. What comes next in one of
/// them stays next where it can.
pub(crate) fn merged<T: Clone + Eq + Hash>(sequences: &[Vec<T>]) -> Option<Vec<T>> {
    let all = first_seen(sequences);
    let number: HashMap<&T, usize> = all.iter().enumerate().map(|(i, item)| (item, i)).collect();
    let mut after: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); all.len()];
    for pair in sequences.iter().flat_map(|sequence| sequence.windows(2)) {
        after[number[&pair[0]]].insert(number[&pair[1]]);
    }
    let mut waits = vec![0_usize; all.len()];
    after.iter().flatten().for_each(|item| waits[*item] += 1);
    let mut ready: BTreeSet<usize> = (0..all.len()).filter(|item| waits[*item] == 0).collect();
    let mut order: Vec<usize> = Vec::with_capacity(all.len());
    while let Some(first) = ready.first().copied() {
        let follows = |last: &usize| ready.iter().copied().find(|item| after[*last].contains(item));
        let next = order.last().and_then(follows).unwrap_or(first);
        ready.remove(&next);
        order.push(next);
        for item in &after[next] {
            waits[*item] -= 1;
            if waits[*item] == 0 {
                ready.insert(*item);
            }
        }
    }
    (order.len() == all.len()).then(|| order.into_iter().map(|item| all[item].clone()).collect())
}

/// The same, or the order in which they are first seen where they contradict each other.
pub(crate) fn merged_or_first_seen<T: Clone + Eq + Hash>(sequences: &[Vec<T>]) -> Vec<T> {
    merged(sequences).unwrap_or_else(|| first_seen(sequences))
}

fn first_seen<T: Clone + Eq + Hash>(sequences: &[Vec<T>]) -> Vec<T> {
    let mut seen = HashSet::new();
    sequences.iter().flatten().filter(|item| seen.insert(*item)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(sequences: &[&str]) -> Vec<Vec<char>> {
        sequences.iter().map(|sequence| sequence.chars().collect()).collect()
    }

    #[test]
    fn each_order_is_contained_and_neighbours_stay_together() {
        let merged = |sequences: &[&str]| {
            merged(&orders(sequences)).map(|order| order.into_iter().collect::<String>())
        };
        assert_eq!(merged(&["acd", "abd"]).as_deref(), Some("acbd"));
        assert_eq!(merged(&["ab", "cd"]).as_deref(), Some("abcd"));
        assert_eq!(merged(&["", "xy"]).as_deref(), Some("xy"));
        assert_eq!(merged(&["ab", "ba"]), None);
        assert_eq!(merged_or_first_seen(&orders(&["ab", "ba"])), ['a', 'b']);
    }
}
