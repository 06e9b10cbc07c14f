//! One line for each message; the further lines of a long one are indented, so that none looks like another message.

use crate::diag::message::{Diagnostic, Severity};

pub(super) fn render(message: &Diagnostic) -> String {
    let place = message.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
    let severity = match message.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let hints: String = message.hints.iter().map(|hint| format!(" ({hint})")).collect();
    let text = format!("{place}{severity}[{}]: {}{hints}", message.code, message.message);
    text.replace('\n', "\n    ") + "\n"
}
