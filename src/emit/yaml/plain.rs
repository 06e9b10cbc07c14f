//! Whether a text can be bare: as one scalar, and as text to every reader.

use super::number::looks_like_number;
use crate::emit::letters::is_unsafe;

/// What kinds of characters a text has.
#[derive(Clone, Copy)]
pub(super) struct Scan(u8);

const LINE: u8 = 1;
const UNSAFE: u8 = 2;
const TAB: u8 = 4;
const MARK: u8 = 8;
const FLOW: u8 = 16;
const ESCAPABLE: u8 = 32;
const APOSTROPHE: u8 = 64;
const WIDE: u8 = 128;

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'\n' => LINE,
            b'\t' => TAB,
            0..0x20 | 0x7f => UNSAFE,
            b':' | b'#' => MARK,
            b',' | b'?' | b'[' | b']' | b'{' | b'}' => FLOW,
            b'"' | b'\\' => ESCAPABLE,
            b'\'' => APOSTROPHE,
            0x80.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

impl Scan {
    /// Looks at every character once.
    pub(super) fn of(text: &str) -> Self {
        let kinds = text.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)]);
        let wide = kinds & WIDE != 0 && text.chars().any(|c| !c.is_ascii() && is_unsafe(c));
        Self(if wide { kinds | UNSAFE } else { kinds })
    }

    /// Whether it has several lines, or one that is ended.
    pub(super) fn has_lines(self) -> bool {
        self.has(LINE)
    }

    /// Whether some character must be written as an escape.
    pub(super) fn is_unsafe(self) -> bool {
        self.has(UNSAFE)
    }

    /// Whether only double quotes can hold it on one line in a readable way.
    pub(super) fn needs_escapes(self) -> bool {
        self.has(LINE | UNSAFE | TAB)
    }

    /// Whether double quotes would add backslashes where single quotes add nothing.
    pub(super) fn reads_better_in_single_quotes(self) -> bool {
        self.has(ESCAPABLE) && !self.has(APOSTROPHE)
    }

    fn has(self, kinds: u8) -> bool {
        self.0 & kinds != 0
    }
}

/// Whether a bare `text` would be read as one scalar, whatever its type.
pub(super) fn is_plain(text: &str, scan: Scan, in_flow: bool) -> bool {
    if scan.needs_escapes()
        || text.starts_with(' ')
        || text.ends_with(' ')
        || starts_with_indicator(text)
    {
        return false;
    }
    // Readers part ways over colons and question marks in flow.
    if in_flow && scan.has(FLOW | MARK) {
        return false;
    }
    !scan.has(MARK) || !(text.contains(": ") || text.contains(" #") || text.ends_with(':'))
}

/// Whether some reader takes a bare `text` for something else than text.
pub(super) fn is_ambiguous(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => looks_like_number(text),
        Some(b'~' | b'=' | b'<') => matches!(text, "~" | "=" | "<<"),
        _ => text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)),
    }
}

/// Words that YAML 1.1 or 1.2 reads as null, true or false.
const WORDS: [&str; 9] = ["y", "n", "no", "on", "yes", "off", "null", "true", "false"];

fn starts_with_indicator(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        // Ruby reads `:word` as a symbol.
        [
            b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|'
            | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`',
            ..,
        ] => true,
        [b'-'] | [b'-', b' ', ..] => true,
        _ => text.starts_with("---") || text.starts_with("..."),
    }
}
