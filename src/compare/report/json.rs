//! A comparison for programs.

use crate::compare::comparison::Comparison;
use crate::diag::letters;

/// The comparison as one JSON document, with a line break at its end.
pub fn json(comparison: &Comparison) -> String {
    let page = serde_json::to_string_pretty(comparison).expect("a comparison is plain data");
    letters::json(&page) + "\n"
}

/// The JSON schema of a [`Comparison`].
pub fn schema() -> String {
    let schema = schemars::schema_for!(Comparison);
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}
