//! Annotations for GitHub Actions: a command in the log of a step, which GitHub shows beside the code.

use crate::diag::message::{Diagnostic, Severity};
use crate::diag::place::Place;
use crate::diag::words::visible;

pub(super) fn render(message: &Diagnostic) -> String {
    let command = match message.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place =
        message.place.as_ref().map_or_else(String::new, |place| format!("{},", properties(place)));
    // Line ends have escapes of their own here, which `data` has put in.
    visible(&format!(
        "::{command} {place}title={}::{}",
        property(&message.code),
        data(&message.in_full())
    )) + "\n"
}

fn properties(place: &Place) -> String {
    let (file, line, column) = (property(&place.file), place.start.line, place.start.column);
    match place.end {
        None => format!("file={file},line={line},col={column}"),
        // GitHub takes columns only for a stretch of one line.
        Some(end) if end.line != line => format!("file={file},line={line},endLine={}", end.line),
        Some(end) => format!("file={file},line={line},col={column},endColumn={}", end.column),
    }
}

/// Text in a command, which ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text in a property, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
