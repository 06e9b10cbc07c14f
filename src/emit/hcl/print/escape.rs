//! Data as it is written inside quotes and heredocs.

use std::borrow::Cow;
use std::fmt::Write;

/// How the text between two marks is written.
pub(crate) enum Style {
    /// Between quotes: with escapes.
    Quoted,
    /// In a heredoc that keeps its indentation.
    Verbatim,
    /// In a heredoc that takes indentation away.
    Indented {
        /// Spaces before each line that is not blank.
        by: usize,
        /// Whether the next text starts a line.
        at_start: bool,
    },
}

impl Style {
    /// How `text` is written; `behind` is the sign of a `${` or `%{` that follows at once.
    pub(crate) fn literal<'a>(&mut self, text: &'a str, behind: Option<char>) -> Cow<'a, str> {
        match self {
            Style::Quoted => quoted(text, behind),
            Style::Verbatim => doubled(text),
            Style::Indented { by, at_start } => {
                let out = indented(&doubled(text), *by, *at_start);
                *at_start = text.ends_with('\n');
                out.into()
            }
        }
    }

    /// The indentation of a `${` or `%{` that starts a line.
    pub(crate) fn lead(&mut self) -> usize {
        match self {
            Style::Indented { by, at_start } => *by * usize::from(std::mem::take(at_start)),
            Style::Quoted | Style::Verbatim => 0,
        }
    }
}

/// Whether a character would do harm in a file: it is invisible, or changes how text around it looks.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `text` as it is between quotes.
fn quoted(text: &str, behind: Option<char>) -> Cow<'_, str> {
    if !text.contains(|c| matches!(c, '"' | '\\' | '$' | '%') || is_hidden(c)) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('$' | '%', Some('{')) => out.extend([c, c]),
            // Doubled it would be taken for the escape of what follows.
            ('$' | '%', None) if behind == Some(c) => push_code(&mut out, c),
            _ => push_escaped(&mut out, c),
        }
    }
    out.into()
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '"' | '\\' => out.extend(['\\', c]),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_hidden(c) => push_code(out, c),
        c => out.push(c),
    }
}

fn push_code(out: &mut String, c: char) {
    let code = u32::from(c);
    let written =
        if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
    written.expect("writing to a string cannot fail");
}

/// `text` as it is in a heredoc, where only `${` and `%{` have a meaning.
fn doubled(text: &str) -> Cow<'_, str> {
    if !text.contains("${") && !text.contains("%{") {
        return text.into();
    }
    text.replace("${", "$${").replace("%{", "%%{").into()
}

/// `text` with `by` spaces before each line that starts in it and is not blank.
fn indented(text: &str, by: usize, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + by);
    for (row, line) in text.split_inclusive('\n').enumerate() {
        let starts = at_start || row > 0;
        let blank = line.ends_with('\n') && line.trim().is_empty();
        if starts && !blank {
            out.extend(std::iter::repeat_n(' ', by));
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_escape_what_has_a_meaning() {
        for (text, escaped) in [
            ("plain 日本 👩\u{200d}👧", "plain 日本 👩\u{200d}👧"),
            ("a\"b\\c", r#"a\"b\\c"#),
            ("a\nb\r\tc", r"a\nb\r\tc"),
            ("\0\u{7f}\u{85}", r"\u0000\u007f\u0085"),
            ("\u{202e}\u{feff}", r"\u202e\ufeff"),
            ("${a} %{b} $a %b $", "$${a} %%{b} $a %b $"),
            ("$${a", "$$${a"),
        ] {
            assert_eq!(quoted(text, None), escaped);
        }
    }

    #[test]
    fn a_sign_before_an_expression_is_spelled_out() {
        assert_eq!(quoted("a$", Some('$')), r"a\u0024");
        assert_eq!(quoted("a$$", Some('$')), r"a$\u0024");
        assert_eq!(quoted("a%", Some('%')), r"a\u0025");
        assert_eq!(quoted("a%", Some('$')), "a%");
    }

    #[test]
    fn heredocs_double_marks_only() {
        assert_eq!(doubled("\"${a}\" \\n %{b} $"), "\"$${a}\" \\n %%{b} $");
    }

    #[test]
    fn blank_lines_are_not_indented() {
        let mut style = Style::Indented { by: 2, at_start: true };
        assert_eq!(style.literal("a\n\n \n  b", None), "  a\n\n \n    b");
        assert_eq!(style.lead(), 0);
        assert_eq!(style.literal("c\n", None), "c\n");
        assert_eq!(style.lead(), 2);
        assert_eq!(style.literal("d\n", None), "d\n");
    }
}
