//! A map that keeps its keys in the order they were given.

use super::{Key, Value};
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::num::NonZeroU32;

/// Named values in the author's order.
///
/// Two maps are equal when they hold the same keys with equal values, whatever the order.
#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Key, Value)>,
    /// The keys again, where they are too many to look at each.
    places: Option<Box<IndexSet<Key, FxBuildHasher>>>,
    origin: Origin,
}

/// How many keys are looked through faster than they are looked up.
const FEW: usize = 16;

/// The number under which a run keeps where the parts of a map are written; none where it keeps no such.
pub type Origin = Option<NonZeroU32>;

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Map {
    /// A map without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// A map without keys that has room for `capacity` of them.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), ..Self::default() }
    }

    /// Where its parts are written.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The same map, with where its parts are written.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.index_of(key).map(|at| &self.entries[at].1)
    }

    /// The place of `key` in the order of the keys, counted from 0.
    pub fn index_of(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get_index_of(key),
            None => self.entries.iter().position(|(known, _)| known == key),
        }
    }

    /// The value under `key`, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.index_of(key).map(|at| &mut self.entries[at].1)
    }

    /// Whether `key` is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.index_of(key).is_some()
    }

    /// Puts `value` under `key`: at the end when the key is new, in its old place otherwise.
    pub fn insert(&mut self, key: impl Into<Key>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, value));
        }
        if let Some(places) = &mut self.places {
            places.insert(key.clone());
        }
        self.entries.push((key, value));
        if self.places.is_none() && self.len() > FEW {
            self.places = Some(Box::new(self.keys().cloned().collect()));
        }
        None
    }

    /// Takes `key` out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.index_of(key)?;
        if let Some(places) = &mut self.places {
            places.shift_remove_index(at);
        }
        Some(self.entries.remove(at).1)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// Keys and values in order, the values to be changed.
    pub fn iter_mut(
        &mut self,
    ) -> impl DoubleEndedIterator<Item = (&Key, &mut Value)> + ExactSizeIterator {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Key> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }
}

impl IntoIterator for Map {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<(Key, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Into<Key>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        let mut map = Self::with_capacity(pairs.size_hint().0);
        pairs.for_each(|(key, value)| drop(map.insert(key, value)));
        map
    }
}

impl<K: Into<Key>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Map {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IndexMap::<Key, Value, FxBuildHasher>::deserialize(deserializer)
            .map(|entries| entries.into_iter().collect())
    }
}
