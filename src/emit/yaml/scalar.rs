//! Scalars on one line: bare, or in the quotes that fit best.

use super::number::write_float;
use super::plain::{Scan, is_ambiguous, stands};
use crate::emit::letters::is_unsafe;
use crate::emit::{Data, Key, Style};
use std::fmt::Write;

/// Writes a scalar on the current line; lists and maps are not its affair.
pub(super) fn write(out: &mut String, data: &Data<'_>, in_flow: bool) {
    match data {
        Data::Null | Data::Blank => out.push_str("null"),
        Data::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Data::Int(int) => write!(out, "{int}").expect("a string takes what is written to it"),
        Data::Float(float) => write_float(out, *float),
        Data::Text(text, style) => write_text(out, text, Scan::of(text), *style, in_flow),
        Data::List(..) | Data::Map(..) => unreachable!("collections are laid out before their scalars are written"),
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
        Style::Plain => stands(text, scan, in_flow),
        Style::Auto | Style::Block => stands(text, scan, in_flow) && !is_ambiguous(text),
    };
    let single = style == Style::Single || style != Style::Double && scan.reads_better_in_single_quotes();
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
