//! Comments behind a `#`: whatever the text, it can't end its line or break the file.

use super::letters;
use std::borrow::Cow;

/// The opening of a file: comment lines and an empty line. YAML, TOML, dotenv and HCL share it.
///
/// ```
/// assert_eq!(sw::emit::comment::header("Made by sw.\nEdit deploy.rhai."), "# Made by sw.\n# Edit deploy.rhai.\n\n");
/// ```
pub fn header(text: &str) -> String {
    let mut out = String::new();
    above(&mut out, 0, text);
    out.push('\n');
    out
}

/// Writes each line of `text` as a comment line.
pub(super) fn above(out: &mut String, indent: usize, text: &str) {
    for line in lines(text) {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(if line.is_empty() { "#" } else { "# " });
        out.push_str(&line);
        out.push('\n');
    }
}

/// Writes `text` as a comment behind what is on the line; its own lines are joined.
pub(super) fn beside(out: &mut String, text: &str) {
    for (i, line) in lines(text).filter(|line| !line.is_empty()).enumerate() {
        out.push_str(if i == 0 { "  # " } else { " " });
        out.push_str(&line);
    }
}

/// The lines of a comment, without spaces at their ends and with what no file may hold replaced.
fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').flat_map(|line| line.trim_end().split(letters::is_break)).map(|line| {
        let line = line.trim_end();
        if line.chars().any(letters::is_unsafe) {
            Cow::Owned(line.replace(letters::is_unsafe, "\u{fffd}"))
        } else {
            Cow::Borrowed(line)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (String, String) {
        let (mut lines, mut note) = (String::new(), String::new());
        above(&mut lines, 2, text);
        beside(&mut note, text);
        (lines, note)
    }

    #[test]
    fn a_comment_stays_a_comment() {
        let rows = [
            ("plain", "  # plain\n", "  # plain"),
            ("two\nlines\n", "  # two\n  # lines\n", "  # two lines"),
            ("a\r\nb\rc", "  # a\n  # b\n  # c\n", "  # a b c"),
            (
                "a\u{85}b\u{2028}c\u{2029}d\u{b}e\u{c}f",
                "  # a\n  # b\n  # c\n  # d\n  # e\n  # f\n",
                "  # a b c d e f",
            ),
            (
                "bell\u{7} and \u{feff}mark",
                "  # bell\u{fffd} and \u{fffd}mark\n",
                "  # bell\u{fffd} and \u{fffd}mark",
            ),
            (
                "tab\tstays, space at the end goes  ",
                "  # tab\tstays, space at the end goes\n",
                "  # tab\tstays, space at the end goes",
            ),
            ("", "  #\n", ""),
            ("a\n\nb", "  # a\n  #\n  # b\n", "  # a b"),
        ];
        for (text, lines, note) in rows {
            assert_eq!(both(text), (lines.into(), note.into()), "{text:?}");
        }
    }
}
