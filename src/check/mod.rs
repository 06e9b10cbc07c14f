//! Is the model right? Collects every problem, stops at none, and knows no target by name.

mod links;

use crate::diag::Diagnostic;
use crate::model::Model;

/// Everything that is wrong between the files of a run.
pub fn check(model: &Model) -> Vec<Diagnostic> {
    links::check(&model.files)
}
