//! What Terraform itself takes in every resource and data source, told apart from arguments.

use super::BLOCK_TAG;
use super::dynamic::DYNAMIC;
use super::root::Kind;
use super::tables;
use crate::engine::Run;
use crate::schema::terraform::{Lookup, shaped as with_tables};
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

/// The body of a block that is no type of a provider's: what Terraform has blocks for in it.
pub(super) fn plain(kind: Kind, body: &Map, run: &Run) -> Map {
    let blocks: &[&str] = match kind {
        Kind::Variable => &["validation"],
        Kind::Output => &["precondition"],
        Kind::Check => &["assert"],
        Kind::Removed => &["lifecycle", "connection"],
        _ => &[],
    };
    with_blocks(
        &body.iter().map(|(key, value)| (key.clone(), labels_of(kind, key, value, run))).collect(),
        blocks,
    )
}

/// Blocks with labels, as the data sources that a check has for itself.
fn labels_of(kind: Kind, key: &str, value: &Value, run: &Run) -> Value {
    match (kind, key, value.as_map()) {
        (Kind::Check, "data", Some(types)) => {
            let named = |kind: &str, names: &Value| match names.as_map() {
                Some(names) => Value::Map(
                    names
                        .iter()
                        .map(|(name, body)| (name.clone(), source(kind, body, run)))
                        .collect(),
                )
                .tagged(LABELLED),
                None => names.clone(),
            };
            Value::Map(
                types.iter().map(|(kind, names)| (kind.clone(), named(kind, names))).collect(),
            )
            .tagged(LABELLED)
        }
        (Kind::Removed, "provisioner", _) => entries(value, &["connection"]),
        _ => value.clone(),
    }
}

/// The body of a data source.
fn source(kind: &str, body: &Value, run: &Run) -> Value {
    match (tables::of(run).schema("data", kind), body.as_map()) {
        (Lookup::Known(block), Some(map)) => {
            kept(body, Value::Map(shaped(&with_tables(map, &block))))
        }
        _ => body.clone(),
    }
}

/// A map as a block, and so the maps under these keys of it.
pub(super) fn block(value: &Value, inner: &[&str]) -> Value {
    match value.bare() {
        Value::Map(map) => kept(value, Value::Map(with_blocks(map, inner))).tagged(BLOCK_TAG),
        Value::List(items) => {
            items.iter().map(|item| block(item, inner)).collect::<Vec<_>>().into()
        }
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
    map.iter()
        .map(|(key, value)| {
            (
                key.clone(),
                if inner.contains(&key.as_str()) { block(value, &[]) } else { value.clone() },
            )
        })
        .collect()
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
