//! Kubernetes: objects that are checked wherever they are written, with secrets that containers get as variables.

mod charts;
mod checks;
mod helm;
mod json_patch;
mod kinds;
mod kustomize;
mod object;
mod patch;
mod placeholders;
mod recipe;
mod relations;
mod shape;
mod variables;
mod variants;

use crate::check::Finding;
use crate::document::Format;
use crate::emit::layout::Rules;
use crate::engine::{Functions, Namespace, Page};
use crate::model::graph::Graph;

pub use helm::HELM;
pub use kustomize::KUSTOMIZE;

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

/// How people write objects.
pub(crate) fn layout() -> Rules {
    Rules::parse(object::OBJECT.layout).expect("the rows of a layout are right")
}
