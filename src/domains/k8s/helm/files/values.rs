//! The values of a chart: what all environments have in `values.yaml`, and what each has otherwise in a file of its own.

use crate::domains::k8s::helm::naming::Claims;
use crate::domains::k8s::variants::{commonest, merged_or_first_seen, same};
use crate::value::{Map, Value};

/// The values of a chart, and those in which each environment differs.
pub(crate) struct Values {
    pub(crate) base: Map,
    pub(crate) overrides: Vec<Map>,
}

impl Values {
    /// The values that templates read, in so many environments; `describe` says what a value is for.
    pub(crate) fn of(
        claims: &Claims,
        count: usize,
        describe: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let full: Vec<Map> = (0..count).map(|i| tree(claims, i)).collect();
        let (mut base, overrides) = split(&full.iter().collect::<Vec<_>>());
        for (name, claim) in claims.iter() {
            let is_plain = claim
                .vector
                .iter()
                .flatten()
                .all(|it| it.as_map().is_none() && it.as_list().is_none());
            if is_plain && !claim.is_open {
                insert(&mut base, name, Value::Null, true);
            }
            if let Some(text) = describe(&name.join(".")) {
                comment(&mut base, name, &text);
            }
        }
        Self {
            base: switches_first(base),
            overrides: overrides.into_iter().map(switches_first).collect(),
        }
    }
}

/// What an environment has.
fn tree(claims: &Claims, i: usize) -> Map {
    let mut tree = Map::new();
    for (name, claim) in claims.iter() {
        match &claim.vector[i] {
            Some(value) => insert(&mut tree, name, value.clone(), false),
            None => drop(parent(&mut tree, &name[..name.len() - 1])),
        }
    }
    tree
}

/// The map at a name, made where it is not there; none where something else is.
fn parent<'m>(tree: &'m mut Map, name: &[String]) -> Option<&'m mut Map> {
    name.iter().try_fold(tree, |map, key| {
        if !map.contains_key(key) {
            map.insert(key.as_str(), Map::new());
        }
        match map.get_mut(key).map(Value::bare_mut) {
            Some(Value::Map(map)) => Some(map),
            _ => None,
        }
    })
}

fn insert(tree: &mut Map, name: &[String], value: Value, only_if_missing: bool) {
    let Some((last, above)) = name.split_last() else { return };
    let Some(map) = parent(tree, above) else { return };
    if !only_if_missing || !map.contains_key(last) {
        map.insert(last.as_str(), value);
    }
}

fn comment(tree: &mut Map, name: &[String], text: &str) {
    let Some((last, above)) = name.split_last() else { return };
    if let Some(value) = parent(tree, above).and_then(|map| map.get_mut(last)) {
        let own = std::mem::replace(value, Value::Null);
        *value = own.commented(text.lines().map(String::from));
    }
}

/// What all share, with the commonest value where they differ, and what each has otherwise. No null is needed: what only some
/// have is in their own files.
fn split(trees: &[&Map]) -> (Map, Vec<Map>) {
    let orders: Vec<Vec<&str>> =
        trees.iter().map(|tree| tree.keys().map(|key| key.as_str()).collect()).collect();
    let (mut base, mut overrides) = (Map::new(), vec![Map::new(); trees.len()]);
    for key in merged_or_first_seen(&orders) {
        let values: Vec<Option<&Value>> = trees.iter().map(|tree| tree.get(key)).collect();
        let present: Vec<&Value> = values.iter().flatten().copied().collect();
        let is_everywhere = present.len() == trees.len();
        let maps: Option<Vec<&Map>> = present.iter().map(|value| value.as_map()).collect();
        if let Some(maps) = maps.filter(|_| is_everywhere) {
            let (own, others) = split(&maps);
            base.insert(key, own);
            for (map, other) in
                overrides.iter_mut().zip(others).filter(|(_, other)| !other.is_empty())
            {
                map.insert(key, other);
            }
            continue;
        }
        let is_plain = present.iter().all(|value| value.as_map().is_none());
        let best = commonest(&present).filter(|_| is_everywhere && is_plain);
        best.into_iter().for_each(|best| drop(base.insert(key, best.clone())));
        for (map, value) in overrides.iter_mut().zip(values) {
            if let Some(value) = value.filter(|value| best.is_none_or(|best| !same(best, value))) {
                map.insert(key, value.clone());
            }
        }
    }
    (base, overrides)
}

/// Puts switches in front of what they switch.
fn switches_first(map: Map) -> Map {
    let (switches, others): (Vec<_>, Vec<_>) =
        map.into_iter().partition(|(key, _)| key == "enabled");
    let ordered = |(key, value): (crate::value::Key, Value)| match value {
        Value::Map(map) => (key, Value::Map(switches_first(map))),
        value => (key, value),
    };
    switches.into_iter().chain(others).map(ordered).collect()
}
