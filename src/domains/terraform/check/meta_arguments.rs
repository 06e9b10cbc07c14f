//! What Terraform itself takes in every resource and data source, distinguished from arguments.

use super::tables;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::nested::tagged as with_tables;
use crate::domains::terraform::block::{BLOCK_TAG, DYNAMIC, LABELLED, REPEATED};
use crate::engine::Run;
use crate::schema::Lookup;
use crate::value::{Map, Value};

/// The body with its blocks tagged as such.
pub(crate) fn shaped(body: &Map) -> Map {
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
pub(crate) fn plain(kind: BlockKind, body: &Map, run: &Run) -> Map {
    let blocks: &[&str] = match kind {
        BlockKind::Variable => &["validation"],
        BlockKind::Output => &["precondition"],
        BlockKind::Check => &["assert"],
        BlockKind::Removed => &["lifecycle", "connection"],
        _ => &[],
    };
    with_blocks(
        &body.iter().map(|(key, value)| (key.clone(), labels_of(kind, key, value, run))).collect(),
        blocks,
    )
}

/// Blocks with labels, as the data sources that a check has for itself.
fn labels_of(kind: BlockKind, key: &str, value: &Value, run: &Run) -> Value {
    match (kind, key, value.as_map()) {
        (BlockKind::Check, "data", Some(types)) => {
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
        (BlockKind::Removed, "provisioner", _) => entries(value, &["connection"]),
        _ => value.clone(),
    }
}

/// The body of a data source.
fn source(kind: &str, body: &Value, run: &Run) -> Value {
    match (tables::of(run).schema("data", kind), body.as_map()) {
        (Lookup::Known(schema), Some(map)) => {
            body.with_bare(Value::Map(shaped(&with_tables(map, schema.view()))))
        }
        _ => body.clone(),
    }
}

/// A map as a block, and so the maps under these keys of it.
pub(crate) fn block(value: &Value, inner: &[&str]) -> Value {
    match value.bare() {
        Value::Map(map) => value.with_bare(Value::Map(with_blocks(map, inner))).tagged(BLOCK_TAG),
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
