//! Which data file a map of a run came from.

use super::Run;
use crate::diag::Place;
use crate::engine::run::documents::{Document, WrittenIn};
use crate::util::lock::lock;
use crate::value::{Map, Path, Value};
use std::sync::{Arc, OnceLock};

/// A map with fewer keys may well be in a file by chance.
const DISTINCTIVE: usize = 2;

impl Run {
    /// Takes note of a file that was read as data.
    pub fn keep_document(&self, file: &str, text: &str) {
        let document = Document { file: file.into(), text: text.into(), located: OnceLock::new() };
        lock(&self.documents).push(Arc::new(document));
    }

    /// The data file that a map came from as it is, where it did.
    pub fn written_in(&self, map: &Map) -> Option<WrittenIn> {
        if map.len() < DISTINCTIVE {
            return None;
        }
        let documents = lock(&self.documents).clone();
        let found = documents.into_iter().find_map(|document| {
            let mut ways = document
                .located()
                .iter()
                .map(|located| way_to(&located.value, map, &Path::root()))
                .enumerate();
            let (number, way) = ways.find_map(|(number, way)| Some((number, way?)))?;
            Some(WrittenIn { document, number, way })
        })?;
        self.keep_text(&found.document.file, &found.document.text);
        Some(found)
    }

    /// The location of `key` in the data file that a map came from as it is; without a key, of that map.
    pub(crate) fn place_in_document(&self, map: &Map, key: Option<&str>) -> Option<Place> {
        let path = key.map(|key| Path::root().key(key)).unwrap_or_default();
        self.written_in(map).map(|written| written.place(&path))
    }
}

/// The way to a map that equals `wanted`.
fn way_to(value: &Value, wanted: &Map, path: &Path) -> Option<Path> {
    match value {
        Value::Map(map) if map == wanted => Some(path.clone()),
        Value::Map(map) => {
            map.iter().find_map(|(key, inner)| way_to(inner, wanted, &path.key(key)))
        }
        Value::List(items) => {
            items.iter().enumerate().find_map(|(i, item)| way_to(item, wanted, &path.index(i)))
        }
        _ => None,
    }
}
