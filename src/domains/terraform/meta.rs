//! What Terraform itself takes in every resource and data source, told apart from arguments.

use super::BLOCK_TAG;
use super::dynamic::DYNAMIC;
use crate::value::{Map, Value};

/// The tag of a map whose entries are blocks, with their keys for labels: `provisioner "local-exec" { ... }`.
pub(super) const LABELLED: &str = "labelled blocks";

/// The tag of a map whose entries are dynamic blocks.
pub(super) const REPEATED: &str = "dynamic blocks";

/// The body with its blocks tagged as such.
pub(super) fn shaped(body: &Map) -> Map {
    body.iter()
        .map(|(key, value)| {
            let value = match key.as_str() {
                "lifecycle" => block(value, &["precondition", "postcondition"]),
                "connection" => block(value, &[]),
                "provisioner" => entries(value, &["connection"]),
                DYNAMIC if value.as_map().is_some() => value.clone().tagged(REPEATED),
                _ => value.clone(),
            };
            (key.clone(), value)
        })
        .collect()
}

/// A map as a block, and so the maps under these keys of it.
pub(super) fn block(value: &Value, inner: &[&str]) -> Value {
    match value.bare() {
        Value::Map(map) => kept(value, Value::Map(with_blocks(map, inner))).tagged(BLOCK_TAG),
        Value::List(items) => items.iter().map(|item| block(item, inner)).collect::<Vec<_>>().into(),
        _ => value.clone(),
    }
}

/// A map of blocks by their labels.
fn entries(value: &Value, inner: &[&str]) -> Value {
    let Some(map) = value.as_map() else { return value.clone() };
    let blocks: Map = map.iter().map(|(label, body)| (label.clone(), block(body, inner))).collect();
    Value::Map(blocks).tagged(LABELLED)
}

fn with_blocks(map: &Map, inner: &[&str]) -> Map {
    map.iter().map(|(key, value)| (key.clone(), if inner.contains(&key.as_str()) { block(value, &[]) } else { value.clone() })).collect()
}

/// Another value with the comments of one.
fn kept(from: &Value, value: Value) -> Value {
    match from {
        Value::Commented(commented) => {
            let mut commented = commented.clone();
            commented.value = value;
            Value::Commented(commented)
        }
        _ => value,
    }
}
