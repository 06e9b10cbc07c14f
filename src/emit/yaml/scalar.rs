//! Scalars on one line: bare, or in the quotes that fit best.

use super::number::write_float;
use super::plain::{Scan, is_ambiguous, is_plain};
use crate::emit::letters::is_unsafe;
use crate::emit::tree::node::{Data, Key, Style};
use std::fmt::Write;

/// The longest name, as written, that can do without a `?`: readers look 1,024 characters ahead
/// for the colon.
pub(super) const MAX_SIMPLE_KEY: usize = 1000;

/// Writes a scalar on the current line; lists and maps are not its affair.
pub(super) fn write(out: &mut String, data: &Data<'_>, in_flow: bool) {
    match data {
        Data::Null | Data::Blank => out.push_str("null"),
        Data::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Data::Int(int) => write!(out, "{int}").expect("a string takes what is written to it"),
        Data::Float(float) => write_float(out, *float),
        Data::Text(text, style) => write_text(out, text, Scan::of(text), *style, in_flow),
        Data::List(..) | Data::Map(..) => {
            unreachable!("collections are laid out before their scalars are written")
        }
    }
}

/// Writes the name of an entry.
pub(super) fn write_key(out: &mut String, key: &Key<'_>, in_flow: bool) {
    let style = if key.plain { Style::Plain } else { Style::Auto };
    write_text(out, &key.text, Scan::of(&key.text), style, in_flow);
}

/// Writes a text on the current line, in the wanted style if that can carry it.
pub(super) fn write_text(out: &mut String, text: &str, scan: Scan, style: Style, in_flow: bool) {
    let bare = match style {
        Style::Single | Style::Double => false,
        Style::Plain => is_plain(text, scan, in_flow),
        Style::Auto | Style::Block => is_plain(text, scan, in_flow) && !is_ambiguous(text),
    };
    let single =
        style == Style::Single || style != Style::Double && scan.reads_better_in_single_quotes();
    if bare {
        out.push_str(text);
    } else if single && !scan.needs_escapes() {
        single_quoted(out, text);
    } else {
        double_quoted(out, text);
    }
}

fn single_quoted(out: &mut String, text: &str) {
    out.push('\'');
    for (i, part) in text.split('\'').enumerate() {
        if i > 0 {
            out.push_str("''");
        }
        out.push_str(part);
    }
    out.push('\'');
}

fn double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_unsafe(c) => escape(out, c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn escape(out: &mut String, code: u32) {
    match code {
        0..=0xff => write!(out, "\\x{code:02X}"),
        0x100..=0xffff => write!(out, "\\u{code:04X}"),
        _ => write!(out, "\\U{code:08X}"),
    }
    .expect("a string takes what is written to it");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, style: Style, in_flow: bool) -> String {
        let mut out = String::new();
        write_text(&mut out, text, Scan::of(text), style, in_flow);
        out
    }

    /// Text, and how it is written in a block. The second table has those that differ in flow.
    const TEXTS: &[(&str, &str)] = &[
        // What people write bare.
        ("nginx:1.25-alpine", "nginx:1.25-alpine"),
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("./src:/app/src", "./src:/app/src"),
        ("node_modules/", "node_modules/"),
        ("--verbose", "--verbose"),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("250m", "250m"),
        ("v1", "v1"),
        ("0 3 * * 1", "0 3 * * 1"),
        ("it's", "it's"),
        ("say \"hi\"", "say \"hi\""),
        ("a, b [c] {d}", "a, b [c] {d}"),
        ("${{ secrets.TOKEN }}", "${{ secrets.TOKEN }}"),
        ("$(NAME)", "$(NAME)"),
        ("~/.ssh", "~/.ssh"),
        ("Übersicht 🚀", "Übersicht 🚀"),
        ("yesterday", "yesterday"),
        // What some reader takes for another type.
        ("", "\"\""),
        ("yes", "\"yes\""),
        ("Off", "\"Off\""),
        ("n", "\"n\""),
        ("NULL", "\"NULL\""),
        ("~", "\"~\""),
        ("=", "\"=\""),
        ("<<", "\"<<\""),
        ("1.0", "\"1.0\""),
        ("0644", "\"0644\""),
        ("1e3", "\"1e3\""),
        ("22:22", "\"22:22\""),
        ("2024-01-31", "\"2024-01-31\""),
        (".inf", "\".inf\""),
        (":symbol", "\":symbol\""),
        // What would mean something in YAML.
        ("*.example.com", "\"*.example.com\""),
        ("&a", "\"&a\""),
        ("!a", "\"!a\""),
        ("@daily", "\"@daily\""),
        ("%a", "\"%a\""),
        ("`a`", "\"`a`\""),
        ("#channel", "\"#channel\""),
        ("a #b", "\"a #b\""),
        ("a: b", "\"a: b\""),
        ("a:", "\"a:\""),
        ("- a", "\"- a\""),
        ("-", "\"-\""),
        ("? a", "\"? a\""),
        ("| a", "\"| a\""),
        ("[a]", "\"[a]\""),
        ("{{ .Values.a }}", "\"{{ .Values.a }}\""),
        (" a", "\" a\""),
        ("a ", "\"a \""),
        ("--- a", "\"--- a\""),
        // Which quotes.
        ("{{ index .Values \"a-b\" }}", "'{{ index .Values \"a-b\" }}'"),
        ("key: C:\\temp", "'key: C:\\temp'"),
        ("'a': b", "\"'a': b\""),
        ("'a': \"b\"", "\"'a': \\\"b\\\"\""),
        // What only double quotes can say.
        ("a\tb", "\"a\\tb\""),
        ("a\\\r\n", "\"a\\\\\\r\\n\""),
        ("\u{0}\u{1b}\u{7f}\u{85}", "\"\\x00\\x1B\\x7F\\x85\""),
        ("\u{2028}\u{feff}\u{fdd0}\u{202e}", "\"\\u2028\\uFEFF\\uFDD0\\u202E\""),
        ("\u{1fffe}", "\"\\U0001FFFE\""),
    ];

    #[test]
    fn texts_are_written_as_an_expert_would() {
        for (text, expected) in TEXTS {
            assert_eq!(written(text, Style::Auto, false), *expected, "{text:?}");
        }
    }

    #[test]
    fn flow_takes_less_bare() {
        for text in ["a, b", "a[0]", "${{ a }}", "https://example.com", "a?"] {
            assert_eq!(written(text, Style::Auto, false), text);
            assert_eq!(written(text, Style::Auto, true), format!("\"{text}\""));
        }
        assert_eq!(written("main", Style::Auto, true), "main");
    }

    #[test]
    fn a_wanted_style_is_kept_where_it_can_carry_the_text() {
        let rows = [
            (Style::Plain, "on", "on"),
            (Style::Plain, "1.0", "1.0"),
            (Style::Plain, "a: b", "\"a: b\""),
            (Style::Plain, "", "\"\""),
            (Style::Single, "it's", "'it''s'"),
            (Style::Single, "a\tb", "\"a\\tb\""),
            (Style::Double, "a", "\"a\""),
            (Style::Double, "\"", "\"\\\"\""),
        ];
        for (style, text, expected) in rows {
            assert_eq!(written(text, style, false), expected);
        }
    }
}
