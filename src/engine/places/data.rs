//! Places in data: of files that were read, and of what becomes a value of the language again.

use super::Known;
use super::origins::{Node, Tags};
use super::spots::Spot;
use crate::diag::Place;
use crate::value::read::Places;
use crate::value::{Map, Value};
use rhai::{Array, Dynamic};

impl Known {
    /// Data from a file, with where its parts are.
    pub(crate) fn place(&mut self, file: &str, value: Value, places: &Places) -> Value {
        let mut file = File { known: self, file };
        file.value(value, places, None).0
    }

    /// A value of the language with the places that the data has that it is made from.
    pub(crate) fn carry(&self, data: &Value, made: &mut Dynamic) {
        match data.bare() {
            Value::Map(map) => self.carry_map(map, made),
            Value::List(items) => {
                let Some(mut made) = made.write_lock::<Array>() else { return };
                made.iter_mut().zip(items).for_each(|(made, item)| self.carry(item, made));
            }
            _ => {}
        }
    }

    fn carry_map(&self, map: &Map, made: &mut Dynamic) {
        let Some(tags) = self.origins.of(map) else { return };
        if made.tag() == 0 {
            made.set_tag(tags.own);
        }
        let Some(mut made) = made.write_lock::<rhai::Map>() else { return };
        for (key, value) in made.iter_mut() {
            if let (Some(node), Some(data)) = (tags.entries.get(key), map.get(key)) {
                set(node, value);
                self.carry(data, value);
            }
        }
    }
}

fn set(node: &Node, made: &mut Dynamic) {
    made.set_tag(node.tag);
    if let Some(mut items) = made.write_lock::<Array>() {
        items.iter_mut().zip(&node.items).for_each(|(made, node)| set(node, made));
    }
}

/// A data file whose values are placed.
struct File<'a> {
    known: &'a mut Known,
    file: &'a str,
}

impl File<'_> {
    fn value(&mut self, value: Value, places: &Places, around: Option<&Place>) -> (Value, Node) {
        let opening = places.value.in_file(self.file);
        let entry = places.key.map_or_else(|| opening.clone(), |key| key.in_file(self.file));
        let written = entry.clone();
        let spot = Spot { entry, written, opening: opening.clone(), around: around.cloned() };
        let tag = self.known.spots.add(spot);
        let (value, items) = match value {
            Value::Map(map) if map.len() == places.below.len() => {
                let mut tags = Tags { own: tag, ..Tags::default() };
                let mut placed = Map::with_capacity(map.len());
                for ((key, value), below) in map.into_iter().zip(&places.below) {
                    let (value, node) = self.value(value, below, Some(&opening));
                    tags.entries.insert(key.clone(), node);
                    placed.insert(key, value);
                }
                (placed.with_origin(self.known.origins.add(tags)).into(), Vec::new())
            }
            Value::List(items) if items.len() == places.below.len() => {
                let items = items.into_iter().zip(&places.below);
                let placed = items.map(|(item, below)| self.value(item, below, Some(&opening)));
                let (values, nodes): (Vec<_>, _) = placed.unzip();
                (values.into(), nodes)
            }
            other => (other, Vec::new()),
        };
        (value, Node { tag, items })
    }
}
