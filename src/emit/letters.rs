//! Characters that a file of text should not hold as they are.

/// Whether some reader takes `c` for the end of a line.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` is a control character other than tab, a noncharacter, or one that makes text look
/// like other text (byte order mark, direction overrides).
pub(super) fn is_unsafe(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fdd0}'..='\u{fdef}' => true,
        _ => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
    }
}
