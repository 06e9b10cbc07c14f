//! A comparison as text: for a person, for programs, and for the comments on a pull request.

mod json;
mod lines;
mod markdown;
mod text;

pub use json::{json, schema};
pub use markdown::markdown;
pub use text::text;

use crate::compare::comparison::Comparison;
use crate::diag::words;
use crate::model::{ChangeKind, FileComparison};

/// How many differences there are: those that say something, and those of the environment's name only.
fn counted(comparison: &Comparison) -> (usize, usize) {
    let of = |file: &FileComparison| {
        let said = file.changes.iter().filter(|change| change.kind != ChangeKind::Name).count();
        (said + usize::from(file.is_alone()), file.names())
    };
    comparison.files.iter().map(of).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// The differences of a comparison in a sentence.
fn summary(comparison: &Comparison) -> String {
    let Comparison { from, to, .. } = comparison;
    match counted(comparison) {
        (0, 0) => format!("{from} and {to} do not differ"),
        (0, names) => format!(
            "{from} and {to} differ in the environment's name only, in {}",
            words::count(names, "value")
        ),
        (said, names) => {
            let files = words::count(comparison.files.len(), "file");
            let names = if names == 0 {
                String::new()
            } else {
                format!(", and {} in the environment's name only", words::count(names, "value"))
            };
            let said = words::count(said, "difference");
            format!("{said} between {from} and {to}{names}, in {files}")
        }
    }
}
