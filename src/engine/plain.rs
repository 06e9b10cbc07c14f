//! Plain data to a file whose name says the format.

use super::handle::{Artifact, Part};
use crate::diag::Diagnostic;
use crate::value::Value;

/// The file that `value` becomes at `path`.
pub(super) fn artifact(path: &str, value: &Value) -> Result<Artifact, Diagnostic> {
    let text = value.as_str().unwrap_or_default().to_string();
    Ok(Artifact { kind: "a file", place: path.into(), parts: vec![Part { text, ..Part::default() }] })
}
