//! Is the model right? Collects every problem, stops at none, and knows no target by name.

mod calls;
mod claims;
mod finding;
pub mod graph;
mod links;
mod literals;
mod secrets;
mod source_location;
mod values;

pub use finding::Finding;
pub use literals::{Surroundings, literals};
pub use values::values;

use crate::model::Model;
use graph::resolved::resolve;

/// Everything that is wrong between the files of a run.
pub fn check(model: &Model) -> Vec<Finding> {
    let graph = resolve(&model.graph);
    let links = links::check(&graph).into_iter().chain(calls::check(&graph));
    links.chain(claims::check(&graph)).chain(secrets::check(model, &graph)).collect()
}
