//! One line for each message.

use crate::diag::words::line;
use crate::diag::{Diagnostic, Severity};

pub(super) fn render(message: &Diagnostic) -> String {
    let place = message.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
    let severity = match message.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let hints: String = message.hints.iter().map(|hint| format!(" ({})", line(hint))).collect();
    format!("{place}{severity}[{}]: {}{hints}\n", message.code, line(&message.message))
}
