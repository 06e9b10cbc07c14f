//! What objects say of each other: nodes and edges of the graph while they are written, and what is wrong between them once
//! all of a run are.

mod applied;
mod between;
mod facts;
mod labels;
mod peers;
mod reading;
mod roles;
mod rows;

pub(super) use between::check;

use super::shape;
use crate::engine::Around;
use crate::model::graph::Links;
use crate::value::{Path, Value};

/// Adds to the graph what an object declares and refers to; of a list, what its items do.
pub(super) fn relate(object: &Value, _path: &str, links: Links<'_>, around: &Around<'_>) {
    relate_at(object, &Path::root(), links, around);
}

fn relate_at(object: &Value, at: &Path, links: Links<'_>, around: &Around<'_>) {
    match shape::items(object) {
        Some(items) => items.iter().enumerate().for_each(|(i, item)| {
            relate_at(item, &at.key("items").index(i), links, around);
        }),
        None => reading::read(object, at, links, around),
    }
}
