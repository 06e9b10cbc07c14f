//! The canonical order of keys.

use super::model::Object;
use super::table::{Table, View};
use crate::value::{Key, Map, Value};

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
    if let Some(ranks) = Ranks::of(view) {
        entries.sort_by_cached_key(|(key, _)| ranks.rank(key));
    }
    entries.into_iter()
}

/// The places of keys in the canonical order of a map.
#[derive(Clone, Copy)]
pub(crate) struct Ranks<'a> {
    object: &'a Object,
    /// The table, where it has an order for all of its maps.
    table: Option<&'a Table>,
}

impl<'a> Ranks<'a> {
    /// Those of a type; none where it has no known keys.
    pub(crate) fn of(view: View<'a>) -> Option<Self> {
        let table = view.table.filter(|table| !table.head.order.is_empty());
        Some(Self { object: view.object()?, table })
    }

    /// The place of a key: keys of one place keep the author's order.
    pub(crate) fn rank(self, key: &str) -> usize {
        match self.table {
            Some(table) => table.rank(key),
            None => self.object.position(key).unwrap_or(self.object.fields.len()),
        }
    }
}
