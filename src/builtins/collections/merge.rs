//! Deep merge of a recipe's maps: one laid over another, handles and functions included.

use super::canonical::canonical;
use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::engine::convert::{Noted, Null};
use crate::value::{Key, Value};
use rhai::{Array, Dynamic, Map};
use std::collections::{BTreeMap, BTreeSet};

/// How maps are joined.
pub(super) struct Merge<'a> {
    /// The run whose key orders are kept.
    pub(super) run: &'a Run,
    /// The key that names the things of a list; without one, lists are replaced.
    pub(super) by: Option<&'a str>,
}

impl Merge<'_> {
    /// Lays `over` on `base`.
    ///
    /// # Errors
    /// When two things of one list have the same name.
    pub(super) fn maps(&self, base: Map, over: Map) -> Result<Map, Diagnostic> {
        let mut keys = self.run.keys_in_order(&base);
        keys.extend(
            self.run.keys_in_order(&over).into_iter().filter(|key| !base.contains_key(key)),
        );
        let mut joined = base;
        for (key, value) in over {
            if is_null(&value) {
                joined.remove(&key);
            } else if !value.is_unit() {
                let value = match joined.remove(&key) {
                    Some(old) => self.values(old, value)?,
                    None => value,
                };
                joined.insert(key, value);
            }
        }
        keys.retain(|key| joined.contains_key(key));
        self.run.learn_order(&keys);
        Ok(joined)
    }

    /// Lays one list of named things on another: things of one name are joined, new ones follow.
    ///
    /// # Errors
    /// When a thing has no name, or the name of another.
    pub(super) fn lists(&self, base: Array, over: Array) -> Result<Array, Diagnostic> {
        let names = self.names(&base)?;
        let given = self.names(&over)?;
        let places: BTreeMap<&String, usize> =
            names.iter().enumerate().filter_map(|(i, name)| Some((name.as_ref()?, i))).collect();
        let mut joined = base;
        for (name, thing) in given.iter().zip(over).filter(|(_, thing)| !thing.is_unit()) {
            match name.as_ref().and_then(|name| places.get(name)) {
                Some(&i) => joined[i] = self.values(std::mem::take(&mut joined[i]), thing)?,
                None => joined.push(thing),
            }
        }
        Ok(joined)
    }

    /// Lays `over` on `base`: maps are joined, all else is replaced. Comments of both are kept.
    fn values(&self, base: Dynamic, over: Dynamic) -> Result<Dynamic, Diagnostic> {
        let (below, on_base) = uncommented(base);
        let (above, on_over) = uncommented(over);
        let joined = if below.is_map() && above.is_map() {
            self.maps(below.cast(), above.cast())?.into()
        } else if below.is_array()
            && above.is_array()
            && self.are_named(&below)
            && self.are_named(&above)
        {
            self.lists(below.cast(), above.cast())?.into()
        } else {
            return Ok(commented(above, None, on_over));
        };
        Ok(commented(joined, on_base, on_over))
    }

    fn are_named(&self, list: &Dynamic) -> bool {
        list.as_array_ref().is_ok_and(|list| {
            !list.is_empty() && list.iter().all(|thing| self.name(thing).is_some())
        })
    }

    /// The name of each thing, as one text for each value.
    fn names(&self, list: &[Dynamic]) -> Result<Vec<Option<String>>, Diagnostic> {
        let mut names = Vec::with_capacity(list.len());
        let mut known = BTreeSet::new();
        for (i, thing) in list.iter().enumerate() {
            let name = self.name(thing).map(|name| canonical(&name));
            if name.is_none() && !thing.is_unit() {
                let by = self.by.unwrap_or_default();
                return Err(Diagnostic::error(
                    "missing-name",
                    format!(
                        "item {i} of this list has no `{by}`, so nothing can be joined with it"
                    ),
                )
                .hint(format!("give each item a `{by}`, or join by another key").as_str()));
            }
            if name.as_ref().is_some_and(|name| !known.insert(name.clone())) {
                return Err(Diagnostic::error(
                    "duplicate-name",
                    format!(
                        "two items of this list have the same `{}`",
                        self.by.unwrap_or_default()
                    ),
                )
                .hint("give each of them a name of its own"));
            }
            names.push(name);
        }
        Ok(names)
    }

    fn name(&self, thing: &Dynamic) -> Option<Value> {
        let map = thing.as_map_ref().ok()?;
        self.run
            .convert(map.get(self.by?)?)
            .ok()?
            .filter(|name| !matches!(name, Value::List(_) | Value::Map(_)))
    }
}

fn is_null(value: &Dynamic) -> bool {
    value.is::<Null>() || value.read_lock::<Noted>().is_some_and(|noted| noted.value.is::<Null>())
}

fn uncommented(value: Dynamic) -> (Dynamic, Option<Noted>) {
    match value.try_cast_result::<Noted>() {
        Ok(noted) => (noted.value.clone(), Some(noted)),
        Err(value) => (value, None),
    }
}

/// `value` with the lines of both comments above it, and the later one beside it.
fn commented(value: Dynamic, first: Option<Noted>, second: Option<Noted>) -> Dynamic {
    if first.is_none() && second.is_none() {
        return value;
    }
    let beside = [&second, &first].into_iter().flatten().find_map(|noted| noted.beside.clone());
    let above = [first, second].into_iter().flatten().flat_map(|noted| noted.above).collect();
    Dynamic::from(Noted { value, above, beside })
}

/// A map of these entries, in this order.
pub(crate) fn map_of(run: &Run, entries: Vec<(Key, Dynamic)>) -> Map {
    let keys: Vec<Key> = entries.iter().map(|(key, _)| key.clone()).collect();
    run.learn_order(&keys);
    entries.into_iter().collect()
}
