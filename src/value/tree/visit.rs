//! Walks over all values of a tree: the one recursion that readers of trees share.

use super::super::Value;
use crate::value::map::Map;
use crate::value::text::Text;
use crate::value::tree::trail::Trail;

/// How a walk goes on after a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// With the values inside of it.
    Into,
    /// With the next value beside it.
    Over,
}

impl Value {
    /// Calls `see` with every text of the tree and its place, in order.
    ///
    /// ```
    /// use sw::value::{Map, Value};
    /// let value = Value::from(Map::from([("run", vec![Value::from("make"), Value::Int(1)])]));
    /// let mut found = Vec::new();
    /// value.texts(&mut |text, trail| found.push((trail.path().to_string(), text.as_str())));
    /// assert_eq!(found, [("run[0]".to_string(), Some("make"))]);
    /// ```
    pub fn texts<'v>(&'v self, see: &mut dyn FnMut(&'v Text, &Trail<'_>)) {
        walk(self, &Trail::ROOT, &mut only_texts(see));
    }

    /// Calls `see` with every value of the tree and its place: each before what is inside of it.
    ///
    /// ```
    /// use sw::value::{Map, Value, Walk};
    /// let list = Value::from(vec![Value::Null, true.into()]);
    /// let value = Value::from(Map::from([("list", list), ("on", true.into())]));
    /// let mut paths = Vec::new();
    /// value.visit(&mut |value, trail| {
    ///     paths.push(trail.path().to_string());
    ///     if value.as_list().is_some() { Walk::Over } else { Walk::Into }
    /// });
    /// assert_eq!(paths, ["", "list", "on"]);
    /// ```
    pub fn visit<'v>(&'v self, see: &mut dyn FnMut(&'v Value, &Trail<'_>) -> Walk) {
        walk(self, &Trail::ROOT, see);
    }

    /// The value itself and all values inside of it, each before what is inside of it.
    ///
    /// ```
    /// use sw::value::Value;
    /// let value = Value::from(vec![Value::from(vec![Value::Int(1)]), Value::Null]);
    /// assert!(value.descendants().any(|value| *value == Value::Null));
    /// assert_eq!(value.descendants().count(), 4);
    /// ```
    pub fn descendants(&self) -> impl Iterator<Item = &Value> {
        below(vec![self])
    }

    /// A copy without comments, in which values are replaced by what `change` returns for them.
    ///
    /// ```
    /// use sw::value::Value;
    /// let value = Value::from(vec![Value::Int(1), Value::from("a").noted("why")]);
    /// let copy = value.map_bare(&mut |value| value.as_str().map(|_| Value::Null));
    /// assert_eq!(copy, Value::from(vec![Value::Int(1), Value::Null]));
    /// ```
    #[must_use]
    pub fn map_bare(&self, change: &mut dyn FnMut(&Value) -> Option<Value>) -> Value {
        change(self).unwrap_or_else(|| match self.bare() {
            Value::List(items) => {
                Value::List(items.iter().map(|item| item.map_bare(change)).collect())
            }
            Value::Map(map) => Value::Map(
                map.iter().map(|(key, item)| (key.clone(), item.map_bare(change))).collect(),
            ),
            plain => plain.clone(),
        })
    }
}

impl Map {
    /// As [`Value::texts`].
    pub fn texts<'v>(&'v self, see: &mut dyn FnMut(&'v Text, &Trail<'_>)) {
        self.visit(&mut only_texts(see));
    }

    /// As [`Value::visit`], without the map itself.
    pub fn visit<'v>(&'v self, see: &mut dyn FnMut(&'v Value, &Trail<'_>) -> Walk) {
        self.iter().for_each(|(key, value)| walk(value, &Trail::ROOT.key(key), see));
    }

    /// As [`Value::descendants`], without the map itself.
    pub fn descendants(&self) -> impl Iterator<Item = &Value> {
        below(self.values().rev().collect())
    }
}

fn only_texts<'v>(
    see: &mut dyn FnMut(&'v Text, &Trail<'_>),
) -> impl FnMut(&'v Value, &Trail<'_>) -> Walk {
    |value, trail| {
        if let Some(text) = value.as_text() {
            see(text, trail);
        }
        Walk::Into
    }
}

/// [`Value::visit`] from a place.
pub(super) fn walk<'v>(
    value: &'v Value,
    trail: &Trail<'_>,
    see: &mut dyn FnMut(&'v Value, &Trail<'_>) -> Walk,
) {
    if see(value, trail) == Walk::Over {
        return;
    }
    match value.bare() {
        Value::List(items) => {
            items.iter().enumerate().for_each(|(i, item)| walk(item, &trail.index(i), see))
        }
        Value::Map(map) => map.iter().for_each(|(key, item)| walk(item, &trail.key(key), see)),
        _ => {}
    }
}

/// The values of `open` and all inside of them; the last of `open` comes first.
fn below(mut open: Vec<&Value>) -> impl Iterator<Item = &Value> {
    std::iter::from_fn(move || {
        let value = open.pop()?;
        match value.bare() {
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(map) => open.extend(map.values().rev()),
            _ => {}
        }
        Some(value)
    })
}
