//! Is the model right? Collects every problem, stops at none, and knows no target by name.

mod claims;
mod contracts;
mod links;
mod literals;
mod secrets;
mod source_location;
mod values;

pub use literals::{Surroundings, literals};
pub use values::values;

use crate::diag::Diagnostic;
use crate::model::Model;

/// Something that is wrong between the files of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The emit of the file that it was found in.
    pub emit: u32,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

/// Everything that is wrong between the files of a run.
pub fn check(model: &Model) -> Vec<Finding> {
    let links = links::check(&model.files).into_iter().chain(contracts::check(&model.files));
    links.chain(claims::check(&model.files)).chain(secrets::check(model)).collect()
}
