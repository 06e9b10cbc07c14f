//! Data that keeps where it was written: each map has the number of an entry in this table.

use super::spots::{Spots, Tag};
use crate::diag::Place;
use crate::value::{Key, Map, Origin, Part, Path, Step, Value};
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;

/// The tags of the entries of a map.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// Its own.
    pub(crate) own: Tag,
    pub(crate) entries: FxHashMap<Key, Node>,
}

/// The tag of a value, and those of the items when it is an array. Maps in it have origins of their own.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    pub(crate) items: Vec<Node>,
}

/// The maps of a run that became data.
#[derive(Default)]
pub(crate) struct Origins(Vec<Tags>);

impl Origins {
    /// The origin of a map with these tags.
    pub(crate) fn add(&mut self, tags: Tags) -> Origin {
        self.0.push(tags);
        u32::try_from(self.0.len()).ok().and_then(NonZeroU32::new)
    }

    /// The tags of a map.
    pub(crate) fn of(&self, map: &Map) -> Option<&Tags> {
        self.0.get(map.origin()?.get() as usize - 1)
    }

    /// Where what is at `path` of `value` was written, or what is nearest above it.
    ///
    /// What is missing is looked for where the map opens that lacks it, preferably outside of `file`.
    pub(crate) fn locate(
        &self,
        spots: &Spots,
        value: &Value,
        path: &Path,
        part: Part,
        file: &str,
    ) -> Option<Place> {
        let (mut value, mut node, mut nearest) = (Some(value), None::<&Node>, None);
        for (i, step) in path.0.iter().enumerate() {
            let tags = value.and_then(Value::as_map).and_then(|map| self.of(map));
            let below = match step {
                Step::Key(key) => tags.and_then(|tags| tags.entries.get(key)),
                Step::Index(index) => node.and_then(|node| node.items.get(*index)),
            };
            let wants_key = part == Part::Key || i + 1 < path.0.len();
            let place = match (below.and_then(|below| spots.get(below.tag)), tags) {
                (Some(spot), _) if wants_key => Some(spot.entry.clone()),
                (Some(spot), _) => Some(spot.written.clone()),
                (None, Some(tags)) => {
                    let entries = tags.entries.values().map(|entry| entry.tag);
                    spots.opening(tags.own, entries, file)
                }
                (None, None) => None,
            };
            nearest = place.or(nearest);
            value = value.and_then(|value| value.child(step));
            node = below;
        }
        nearest
    }
}
