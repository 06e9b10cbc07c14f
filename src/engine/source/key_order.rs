//! In which order an author wrote the keys of a map, which the language itself sorts.

use crate::value::Key;
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// The key orders that a run has seen.
///
/// A map made by a literal has exactly its keys, so a key set finds its literal; the first literal
/// in the source wins. A sum of maps is learnt when it is made, and a map that grows by assignment
/// whenever its variable is looked up. Any other key set is covered by the largest literals inside
/// it; what is left goes by name.
#[derive(Default)]
pub(crate) struct Orders {
    literals: Vec<Vec<Key>>,
    /// The keys of growing maps as they came, by variable.
    grown: FxHashMap<String, FxIndexSet>,
    exact: FxHashMap<u64, Arc<[usize]>>,
    covered: FxHashMap<u64, Arc<[usize]>>,
}

type FxIndexSet = IndexSet<Key, FxBuildHasher>;

/// The order of larger maps that grow is not followed: looking at each key again for each that is new would take long.
const MOST_GROWN: usize = 1000;

impl Orders {
    /// Takes note of a literal's keys, as written.
    pub(crate) fn learn<'a>(&mut self, keys: impl Iterator<Item = &'a Key>) {
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

    /// Takes note of a variable's map, which may have more keys than when it was last looked at.
    pub(crate) fn look_at(&mut self, variable: &str, map: &rhai::Map) {
        let known = self.grown.get(variable).map_or(0, FxIndexSet::len);
        if known == map.len() || map.len() > MOST_GROWN {
            return;
        }
        let mut keys = self.grown.remove(variable).unwrap_or_default();
        let mut added: Vec<&str> =
            map.keys().map(Key::as_str).filter(|key| !keys.contains(*key)).collect();
        if known + added.len() != map.len() {
            // It is another map, or has lost keys.
            self.learn(keys.iter());
            keys.clear();
            added = map.keys().map(Key::as_str).collect();
        }
        // What came at once comes in the order that it has.
        keys.extend(self.of(&added).iter().map(|i| Key::from(added[*i])));
        self.grown.insert(variable.into(), keys);
    }

    /// The order of a map that grew to these keys.
    fn grown(&self, sorted: &[&str]) -> Option<Arc<[usize]>> {
        let place = |key: &Key| sorted.binary_search(&key.as_str()).ok();
        self.grown
            .values()
            .filter(|keys| keys.len() == sorted.len())
            .find_map(|keys| keys.iter().map(place).collect())
    }

    /// The keys of all maps that were seen.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.literals.iter().flatten()
    }

    /// For each place in the author's order, the index of its key among the `sorted` keys.
    pub(crate) fn of(&mut self, sorted: &[&str]) -> Arc<[usize]> {
        let set = hash(sorted.iter().copied());
        let known = |orders: &FxHashMap<u64, Arc<[usize]>>| {
            orders.get(&set).filter(|known| known.len() == sorted.len()).cloned()
        };
        if let Some(known) =
            known(&self.exact).or_else(|| self.grown(sorted)).or_else(|| known(&self.covered))
        {
            return known;
        }
        let order: Arc<[usize]> = self.cover(sorted).into();
        self.covered.insert(set, order.clone());
        order
    }

    /// Takes note that maps with these sorted keys were joined, the second laid over the first.
    pub(crate) fn join(&mut self, first: &[&str], second: &[&str]) {
        let of_first = self.of(first);
        let of_second = self.of(second);
        let base = of_first.iter().map(|i| first[*i]);
        let added =
            of_second.iter().map(|i| second[*i]).filter(|key| first.binary_search(key).is_err());
        let keys: Vec<Key> = base.chain(added).map(Key::from).collect();
        self.learn(keys.iter());
    }

    fn cover(&self, sorted: &[&str]) -> Vec<usize> {
        let index = |key: &Key| sorted.binary_search(&key.as_str()).ok();
        let mut inside: Vec<Vec<usize>> =
            self.literals.iter().filter_map(|keys| keys.iter().map(index).collect()).collect();
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
        assert_eq!(
            order(&mut orders, &["area", "block", "image", "name", "zone"]),
            ["name", "image", "zone", "area", "block"]
        );
    }

    fn look(orders: &mut Orders, variable: &str, keys: &[&str]) {
        orders.look_at(
            variable,
            &keys.iter().map(|key| ((*key).into(), rhai::Dynamic::UNIT)).collect(),
        );
    }

    #[test]
    fn a_map_that_grows_keeps_the_order_in_which_its_keys_came() {
        let mut orders = Orders::default();
        for keys in [&["web"][..], &["web", "db"], &["web", "db", "api"]] {
            look(&mut orders, "services", keys);
        }
        assert_eq!(order(&mut orders, &["api", "db", "web"]), ["web", "db", "api"]);
        // The variable starts again; what it held before is still known.
        look(&mut orders, "services", &[]);
        look(&mut orders, "services", &["z", "a"]);
        assert_eq!(order(&mut orders, &["api", "db", "web"]), ["web", "db", "api"]);
        assert_eq!(order(&mut orders, &["a", "z"]), ["a", "z"]);
    }

    #[test]
    fn keys_that_were_assigned_follow_by_name() {
        let mut orders = Orders::default();
        learn(&mut orders, &["name", "image"]);
        assert_eq!(order(&mut orders, &["b", "a", "image", "name"]), ["name", "image", "a", "b"]);
        assert_eq!(order(&mut orders, &["x", "w"]), ["w", "x"]);
    }
}
