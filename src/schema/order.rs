//! The canonical order of keys.

use super::table::{Table, View};
use crate::value::{Key, Map, Value};

/// The place of the keys that an order does not name.
const OTHERS: &str = "*";

/// The entries of a map in canonical order; keys of one place keep the author's order. A map without known keys keeps it whole.
///
/// ```
/// use sw::schema::{Table, order};
/// use sw::value::Map;
/// let table = Table::parse("sw-table 4\n\ntype step\n name ?s\n run !s\n").unwrap();
/// let step = table.view(table.find("type", "step").unwrap());
/// let map = Map::from([("run", "make"), ("name", "Build")]);
/// assert_eq!(order(&map, step).map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["name", "run"]);
/// ```
pub fn order<'v>(map: &'v Map, view: View<'_>) -> impl Iterator<Item = (&'v Key, &'v Value)> {
    let mut entries: Vec<(&Key, &Value)> = map.iter().collect();
    if let Some(object) = view.object() {
        let family = view.table.map_or(&[][..], |table: &Table| &table.head.order);
        let others = family.iter().position(|name| name == OTHERS).unwrap_or(family.len());
        let in_family = |key: &str| family.iter().position(|name| name == key).unwrap_or(others);
        let in_type = |key: &str| object.position(key).unwrap_or(object.fields.len());
        entries.sort_by_cached_key(
            |(key, _)| if family.is_empty() { in_type(key) } else { in_family(key) },
        );
    }
    entries.into_iter()
}
