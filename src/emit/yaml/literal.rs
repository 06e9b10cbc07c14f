//! Texts of several lines as a `|` block.

use super::plain::Scan;
use crate::emit::tree::node::Style;

/// Spaces per level.
pub(super) const INDENT: usize = 2;

/// Whether a text is to be written as a block, and can be.
pub(super) fn is_wanted(text: &str, scan: Scan, style: Style, at_root: bool) -> bool {
    let asked = match style {
        Style::Single | Style::Double => false,
        Style::Auto | Style::Plain => scan.has_lines(),
        Style::Block => true,
    };
    // The digit that gives the indentation counts from the parent's, and readers disagree about the root's.
    if !asked || scan.is_unsafe() || at_root && hides_its_indent(text) {
        return false;
    }
    text.contains(|c| !matches!(c, ' ' | '\t' | '\n'))
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

/// Whether the first line does not show a reader where the indentation ends.
fn hides_its_indent(text: &str) -> bool {
    text.trim_start_matches('\n').starts_with([' ', '\t'])
}

const INDENT_DIGIT: &str = "2";
const _: () = assert!(INDENT == 2, "INDENT_DIGIT says how far a level is indented");

/// Writes `count` spaces.
pub(super) fn push_spaces(out: &mut String, count: usize) {
    const SPACES: &str = "                                                                ";
    let mut left = count;
    while left > 0 {
        let part = left.min(SPACES.len());
        out.push_str(&SPACES[..part]);
        left -= part;
    }
}

#[cfg(test)]
mod tests {
    use crate::emit::tree::node::{Node, Style};
    use crate::emit::yaml;

    #[test]
    fn the_header_says_how_lines_start_and_end() {
        let rows = [
            ("a\nb\n", "x: |\n  a\n  b\n"),
            ("a\nb", "x: |-\n  a\n  b\n"),
            ("a\n\n\n", "x: |+\n  a\n\n\n"),
            ("a\n\n  b\n", "x: |\n  a\n\n    b\n"),
            ("a \n\tb\n", "x: |\n  a \n  \tb\n"),
            ("\na\n", "x: |\n\n  a\n"),
            ("  a\nb\n", "x: |2\n    a\n  b\n"),
            ("\n a", "x: |2-\n\n   a\n"),
            (" \na\n\n", "x: |2+\n   \n  a\n\n"),
        ];
        for (text, expected) in rows {
            assert_eq!(yaml::emit(&Node::map([("x", text)])), expected, "{text:?}");
        }
    }

    #[test]
    fn what_a_block_cannot_carry_is_quoted() {
        for (text, quoted) in [
            ("\n", r#""\n""#),
            (" \n\n", r#"" \n\n""#),
            ("a\r\nb", r#""a\r\nb""#),
            ("a\n\u{7}", r#""a\n\x07""#),
        ] {
            assert_eq!(yaml::emit(&Node::map([("x", text)])), format!("x: {quoted}\n"));
        }
        assert_eq!(yaml::emit(&Node::map([("a\nb", "c")])), "\"a\\nb\": c\n");
        assert_eq!(yaml::emit(&Node::from(" a\nb")), "\" a\\nb\"\n");
    }

    #[test]
    fn one_line_can_be_a_block_and_lines_can_be_quoted() {
        let run = Node::map([
            ("run", Node::from("make").styled(Style::Block)),
            ("x", Node::from("a\nb").styled(Style::Double)),
        ]);
        assert_eq!(yaml::emit(&run), "run: |-\n  make\nx: \"a\\nb\"\n");
    }
}
