//! The data files that a recipe read: a mistake in a map that came from one is told there.

use super::run::{Run, lock};
use crate::diag::Place;
use crate::value::read::{Located, Span, yaml};
use crate::value::{Map, Path, Value};

/// A map with fewer keys may well stand in a file by chance.
const TELLING: usize = 2;

impl Run {
    /// Takes note of a file that was read as data.
    pub fn keep_document(&self, file: &str, text: &str) {
        lock(&self.documents).push((file.into(), text.into()));
    }

    /// Where `key` stands in the data file that a map came from as it is; without a key, where that map stands.
    pub(super) fn place_in_document(&self, map: &Map, key: Option<&str>) -> Option<Place> {
        if map.len() < TELLING {
            return None;
        }
        let documents = lock(&self.documents);
        let (place, text) = documents.iter().find_map(|(file, text)| Some((place_in(file, text, map, key)?, text)))?;
        self.keep_text(&place.file, text);
        Some(place)
    }
}

/// JSON is YAML too; of other formats no places are known.
fn place_in(file: &str, text: &str, map: &Map, key: Option<&str>) -> Option<Place> {
    let has_places = [".yaml", ".yml", ".json"].iter().any(|extension| file.ends_with(extension));
    let documents = has_places.then(|| yaml(text).ok())??;
    let found = |document: &Located| {
        let path = way_to(&document.value, map, &Path::root())?;
        let span = match key {
            Some(key) => document.name_span(&path.key(key)),
            None => Span { end: None, ..document.nearest_span(&path) },
        };
        Some(span.in_file(file))
    };
    documents.iter().find_map(found)
}

/// The way to a map that equals `wanted`.
fn way_to(value: &Value, wanted: &Map, path: &Path) -> Option<Path> {
    match value {
        Value::Map(map) if map == wanted => Some(path.clone()),
        Value::Map(map) => map.iter().find_map(|(key, inner)| way_to(inner, wanted, &path.key(key))),
        Value::List(items) => items.iter().enumerate().find_map(|(i, item)| way_to(item, wanted, &path.index(i))),
        _ => None,
    }
}
