//! In which order an author wrote the keys of a map, which the language itself sorts.

use super::run::{Run, lock};
use crate::value::Key;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// The key orders that a run has seen.
///
/// A map made by a literal has exactly its keys, so a key set finds its literal; the first literal
/// in the source wins. A sum of maps is learnt when it is made. Any other key set (a map that grew
/// by assignment) is covered by the largest literals inside it; what is left goes by name.
#[derive(Default)]
pub(crate) struct Orders {
    literals: Vec<Vec<Key>>,
    exact: FxHashMap<u64, Arc<[usize]>>,
    covered: FxHashMap<u64, Arc<[usize]>>,
}

impl Orders {
    /// Takes note of a literal's keys, as written.
    pub(super) fn learn<'a>(&mut self, keys: impl Iterator<Item = &'a Key>) {
        let keys: Vec<Key> = keys.cloned().collect();
        let mut sorted: Vec<&Key> = keys.iter().collect();
        sorted.sort();
        let set = hash(sorted.iter().map(|key| key.as_str()));
        if keys.len() < 2 || self.exact.contains_key(&set) {
            return;
        }
        let places = keys.iter().filter_map(|key| sorted.binary_search(&key).ok()).collect();
        self.exact.insert(set, places);
        self.literals.push(keys);
        self.covered.clear();
    }

    /// The keys of all maps that were seen.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.literals.iter().flatten()
    }

    /// For each place in the author's order, the index of its key among the `sorted` keys.
    pub(super) fn of(&mut self, sorted: &[&str]) -> Arc<[usize]> {
        let set = hash(sorted.iter().copied());
        if let Some(known) = self.exact.get(&set).or_else(|| self.covered.get(&set)).filter(|known| known.len() == sorted.len()) {
            return known.clone();
        }
        let order: Arc<[usize]> = self.cover(sorted).into();
        self.covered.insert(set, order.clone());
        order
    }

    /// Takes note that maps with these sorted keys were joined, the second laid over the first.
    pub(super) fn join(&mut self, first: &[&str], second: &[&str]) {
        let of_first = self.of(first);
        let of_second = self.of(second);
        let base = of_first.iter().map(|i| first[*i]);
        let added = of_second.iter().map(|i| second[*i]).filter(|key| first.binary_search(key).is_err());
        let keys: Vec<Key> = base.chain(added).map(Key::from).collect();
        self.learn(keys.iter());
    }

    fn cover(&self, sorted: &[&str]) -> Vec<usize> {
        let index = |key: &Key| sorted.binary_search(&key.as_str()).ok();
        let mut inside: Vec<Vec<usize>> = self.literals.iter().filter_map(|keys| keys.iter().map(index).collect()).collect();
        inside.sort_by_key(|places| std::cmp::Reverse(places.len()));
        let mut order: Vec<usize> = Vec::with_capacity(sorted.len());
        for place in inside.into_iter().flatten().chain(0..sorted.len()) {
            if !order.contains(&place) {
                order.push(place);
            }
        }
        order
    }
}

impl Run {
    /// The keys of a map in the author's order.
    pub fn keys_in_order(&self, map: &rhai::Map) -> Vec<Key> {
        let keys: Vec<&Key> = map.keys().collect();
        let sorted: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
        let order = lock(&self.sources).orders.of(&sorted);
        order.iter().map(|i| keys[*i].clone()).collect()
    }

    /// Takes note that a map with these keys was made, and in which order they shall come.
    pub fn learn_order(&self, keys: &[Key]) {
        lock(&self.sources).orders.learn(keys.iter());
    }
}

fn hash<'a>(sorted: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = FxHasher::default();
    for key in sorted {
        hasher.write(key.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(orders: &mut Orders, keys: &[&str]) -> Vec<String> {
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        orders.of(&sorted).iter().map(|i| sorted[*i].to_string()).collect()
    }

    fn learn(orders: &mut Orders, keys: &[&str]) {
        let keys: Vec<Key> = keys.iter().map(|key| Key::from(*key)).collect();
        orders.learn(keys.iter());
    }

    #[test]
    fn a_literal_keeps_its_order_and_the_first_one_wins() {
        let mut orders = Orders::default();
        learn(&mut orders, &["name", "image", "env"]);
        learn(&mut orders, &["env", "image", "name"]);
        assert_eq!(order(&mut orders, &["env", "image", "name"]), ["name", "image", "env"]);
    }

    #[test]
    fn a_sum_has_the_first_map_first() {
        let mut orders = Orders::default();
        learn(&mut orders, &["name", "image"]);
        learn(&mut orders, &["zone", "area", "block"]);
        orders.join(&["image", "name"], &["area", "block", "name", "zone"]);
        assert_eq!(order(&mut orders, &["area", "block", "image", "name", "zone"]), ["name", "image", "zone", "area", "block"]);
    }

    #[test]
    fn keys_that_were_assigned_follow_by_name() {
        let mut orders = Orders::default();
        learn(&mut orders, &["name", "image"]);
        assert_eq!(order(&mut orders, &["b", "a", "image", "name"]), ["name", "image", "a", "b"]);
        assert_eq!(order(&mut orders, &["x", "w"]), ["w", "x"]);
    }
}
