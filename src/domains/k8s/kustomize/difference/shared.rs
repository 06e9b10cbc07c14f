//! What the base has: what all environments share, and the commonest value where they differ.

use super::items::names;
use super::merge_patch::merge_key;
use crate::domains::k8s::variants::{Identity, commonest};
use crate::value::{Map, Value};

/// What all of `values` share: keys that all have, items of keyed lists that all have, and else the commonest of them.
pub(crate) fn shared(identity: &Identity, values: &[&Value], path: &mut Vec<String>) -> Value {
    let maps: Option<Vec<&Map>> = values.iter().map(|value| value.as_map()).collect();
    if let Some(maps) = maps {
        return Value::Map(shared_map(identity, &maps, path));
    }
    let lists: Option<Vec<&[Value]>> = values.iter().map(|value| value.as_list()).collect();
    let keyed = lists.and_then(|lists| shared_items(identity, &lists, path));
    let common = || commonest(values).cloned().unwrap_or(Value::Null);
    keyed.map_or_else(common, Value::List)
}

fn shared_map(identity: &Identity, maps: &[&Map], path: &mut Vec<String>) -> Map {
    let mut map = Map::new();
    for key in maps[0].keys() {
        let values: Option<Vec<&Value>> = maps.iter().map(|map| map.get(key)).collect();
        let Some(values) = values else { continue };
        path.push(key.to_string());
        let own = shared(identity, &values, path);
        path.pop();
        // A map of which nothing is shared is added by those that have it: Kustomize drops empty annotations.
        if !is_empty(&own) || values.iter().all(|value| is_empty(value)) {
            map.insert(key.clone(), own);
        }
    }
    map
}

/// The items that all lists have, when their items have a merge key and the same order in all.
fn shared_items(
    identity: &Identity,
    lists: &[&[Value]],
    path: &mut Vec<String>,
) -> Option<Vec<Value>> {
    let key = merge_key(identity, path)?;
    let all: Vec<Vec<&str>> = lists.iter().map(|items| names(items, key)).collect::<Option<_>>()?;
    let is_common = |name: &&str| all.iter().all(|names| names.contains(name));
    let common: Vec<&str> = all[0].iter().copied().filter(is_common).collect();
    let in_order = |names: &Vec<&str>| names.iter().filter(|name| is_common(name)).eq(&common);
    if common.is_empty() || !all.iter().all(in_order) {
        return None;
    }
    let mut items = Vec::with_capacity(common.len());
    for name in common {
        let own = lists.iter().zip(&all).filter_map(|(items, names)| {
            names.iter().position(|other| *other == name).map(|at| &items[at])
        });
        items.push(shared(identity, &own.collect::<Vec<_>>(), path));
    }
    Some(items)
}

fn is_empty(value: &Value) -> bool {
    value.as_map().is_some_and(Map::is_empty)
}
