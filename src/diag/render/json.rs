//! One JSON object for each message; the field names are those of [`Diagnostic`].

use crate::diag::Diagnostic;

pub(super) fn render(message: &Diagnostic) -> String {
    let mut line = serde_json::to_string(message).expect("a message is plain data");
    line.push('\n');
    line
}
