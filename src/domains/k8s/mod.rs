//! Kubernetes: objects that are checked wherever they are written, with secrets that containers get as variables.

mod checks;
mod json_patch;
mod kinds;
mod object;
mod patch;
mod placeholders;
mod recipe;
mod relations;
mod shape;
mod variables;

use crate::check::Finding;
use crate::document::Format;
use crate::engine::{Functions, Namespace, Page};
use crate::model::graph::Graph;

/// The namespace `k8s`.
pub const K8S: Namespace = Namespace {
    functions: || Functions::module(&[recipe::functions]),
    pages: &[Page::new(include_str!("page.md"))],
    ..Namespace::named("k8s", "Kubernetes: checked objects, patches, manifests of others.")
};

/// An object.
pub const OBJECT: &Format = &object::OBJECT;

/// An array of objects, which is no file that `kubectl` reads.
pub const OBJECTS: &Format = &object::OBJECTS;

/// Adds the edges between the objects of a run, and finds what is wrong between them.
pub fn relate(graph: &mut Graph) -> Vec<Finding> {
    relations::check(graph)
}
