//! The table of what tags mean: where an entry of a literal is, and where its value was written.

use crate::diag::Place;
use rhai::Dynamic;
use rustc_hash::FxHashMap;

/// A number that a value carries: 0 is none.
pub(crate) type Tag = i32;

/// Where a value is from.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// The key that it was put under, or where it starts in an array.
    pub(crate) entry: Place,
    /// Where it was written first: its key in the first literal that it was in.
    pub(crate) written: Place,
    /// Where it starts: the opening of a map.
    pub(crate) opening: Place,
    /// Where the literal around the entry opens.
    pub(crate) around: Option<Place>,
}

impl Spot {
    /// A value that is in no literal.
    pub(crate) fn alone(place: Place) -> Self {
        Self { entry: place.clone(), written: place.clone(), opening: place, around: None }
    }
}

/// All spots of a run.
#[derive(Default)]
pub(crate) struct Spots {
    spots: Vec<Spot>,
    /// Values of one spot that were put into an entry of another.
    joined: FxHashMap<(Tag, Tag), Tag>,
}

impl Spots {
    /// The tag of a new spot; 0 when there are too many.
    pub(crate) fn add(&mut self, spot: Spot) -> Tag {
        self.spots.push(spot);
        Tag::try_from(self.spots.len()).unwrap_or(0)
    }

    /// What a tag means.
    pub(crate) fn get(&self, tag: Tag) -> Option<&Spot> {
        self.spots.get(usize::try_from(tag).ok()?.checked_sub(1)?)
    }

    /// The tag of a value of the spot `value` in the entry `entry`.
    pub(crate) fn join(&mut self, entry: Tag, value: Tag) -> Tag {
        if entry == value {
            return entry;
        }
        if let Some(known) = self.joined.get(&(entry, value)) {
            return *known;
        }
        let (Some(own), Some(from)) = (self.get(entry), self.get(value)) else { return entry };
        let spot =
            Spot { written: from.written.clone(), opening: from.opening.clone(), ..own.clone() };
        let tag = self.add(spot);
        self.joined.insert((entry, value), tag);
        tag
    }

    /// Where a map that lacks something opens; of several that it was put together from, the last one
    /// that is not in `file`.
    pub(crate) fn opening(
        &self,
        own: Tag,
        entries: impl Iterator<Item = Tag>,
        file: &str,
    ) -> Option<Place> {
        if let Some(spot) = self.get(own) {
            return Some(spot.opening.clone());
        }
        let around: Vec<&Place> =
            entries.filter_map(|tag| self.get(tag)?.around.as_ref()).collect();
        let outside = around.iter().filter(|place| place.file != file).max();
        outside.or(around.iter().max()).map(|place| (*place).clone())
    }
}

/// The tag of a value, also where closures share it.
pub(crate) fn tag_of(value: &Dynamic) -> Tag {
    if value.is_shared() { value.flatten_clone().tag() } else { value.tag() }
}
