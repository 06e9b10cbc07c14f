//! Texts of several lines as a `|` block.

use super::plain::Scan;
use super::write::{INDENT, push_spaces};
use crate::emit::Style;

/// Whether a text is to be written as a block.
///
/// A block has to be indented less than its lines are: at the root of a document readers disagree
/// about how much that is, so what would have to say it is quoted there.
pub(super) fn is_wanted(text: &str, scan: Scan, style: Style, at_root: bool) -> bool {
    let wanted = match style {
        Style::Single | Style::Double => false,
        Style::Auto | Style::Plain => scan.has_lines(),
        Style::Block => true,
    };
    wanted && !scan.is_unsafe() && !text.trim_matches([' ', '\t', '\n']).is_empty() && !(at_root && hides_its_indent(text))
}

/// Writes what follows on the line of the key: `|`, and how the lines start and end.
pub(super) fn write_header(out: &mut String, text: &str) {
    out.push('|');
    if hides_its_indent(text) {
        out.push_str(INDENT_DIGIT);
    }
    if !text.ends_with('\n') {
        out.push('-');
    } else if text.ends_with("\n\n") {
        out.push('+');
    }
}

/// Writes the lines; empty ones get no indentation.
pub(super) fn write_lines(out: &mut String, text: &str, indent: usize) {
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            push_spaces(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether a reader can't tell from the first line where the indentation ends.
fn hides_its_indent(text: &str) -> bool {
    text.trim_start_matches('\n').starts_with([' ', '\t'])
}

const INDENT_DIGIT: &str = "2";
const _: () = assert!(INDENT == 2, "INDENT_DIGIT says how far a level is indented");
