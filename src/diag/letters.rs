//! Letters that are not seen, or that make their neighbours look like something else: no text for people and
//! no file name has them as they are.

/// Every control, format and default-ignorable character, the separators of lines and paragraphs, what belongs to no
/// character, and letters that look like blanks; in their order. Noncharacters at the end of a plane are computed.
const HARMFUL: &[(char, char)] = &[
    ('\0', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fdd0}', '\u{fdef}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{16fe4}', '\u{16fe4}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d159}', '\u{1d159}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a letter is not seen, commands a terminal, ends a line, or changes how those around it look.
///
/// ```
/// use sw::diag::letters::is_harmful;
/// assert!(['\u{1b}', '\n', '\u{9b}', '\u{202e}', '\u{200b}', '\u{e0041}'].into_iter().all(is_harmful));
/// assert!(!['a', ' ', 'ü', '語', '🚀'].into_iter().any(is_harmful));
/// ```
pub fn is_harmful(c: char) -> bool {
    if (' '..='~').contains(&c) {
        return false;
    }
    let at = HARMFUL.partition_point(|(_, last)| *last < c);
    HARMFUL.get(at).is_some_and(|(first, _)| *first <= c) || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a letter turns the direction of those behind it.
pub fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with each harmful letter as `write` has it, but for those that may stay: `kept`, and the one that asks for
/// the colourful form of a picture, directly behind one.
pub(super) fn written(text: &str, kept: &[char], write: impl Fn(char) -> String) -> String {
    let is_wrong = |c: char| is_harmful(c) && !kept.contains(&c);
    if !text.contains(is_wrong) {
        return text.into();
    }
    let mut before = ' ';
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        let is_form = c == '\u{fe0f}' && is_picture(before);
        if is_wrong(c) && !is_form {
            shown.push_str(&write(c))
        } else {
            shown.push(c)
        }
        before = c;
    }
    shown
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// A document of JSON with each harmful letter as an escape: it means the same to programs.
///
/// ```
/// assert_eq!(sw::diag::letters::json("{\"a\":\"\u{9b}\u{e0041}\"}\n"), "{\"a\":\"\\u009b\\udb40\\udc41\"}\n");
/// ```
pub fn json(document: &str) -> String {
    written(document, &['\n', '\t'], |c| {
        c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
    })
}

/// A source as messages quote it: one sign replaces each harmful letter, so that columns stay right.
pub(super) fn quoted(source: &str) -> String {
    let is_end = |at: usize| source[at..].starts_with("\r\n");
    if !source.contains(|c| is_harmful(c) && !matches!(c, '\n' | '\t')) {
        return source.into();
    }
    source
        .char_indices()
        .map(|(at, c)| if matches!(c, '\n' | '\t') || is_end(at) { c } else { sign(c) })
        .collect()
}

/// The picture of a control character, or the sign for one that has none.
fn sign(c: char) -> char {
    match c {
        '\u{7f}' => '\u{2421}',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        c if is_harmful(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex_syntax::hir::{Class, HirKind};

    /// The characters that a class of a regular expression takes.
    fn class(pattern: &str) -> Vec<char> {
        let HirKind::Class(Class::Unicode(class)) =
            regex_syntax::parse(pattern).unwrap().into_kind()
        else {
            panic!("{pattern}")
        };
        class.iter().flat_map(|range| range.start()..=range.end()).collect()
    }

    #[test]
    fn every_letter_that_unicode_calls_hidden_is_harmful() {
        let hidden = class(
            r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]",
        );
        assert!(hidden.len() > 4000);
        assert_eq!(hidden.into_iter().find(|c| !is_harmful(*c)), None);
    }

    #[test]
    fn what_is_seen_is_not_harmful() {
        let seen =
            class(r"[[\p{L}\p{N}\p{P}\p{Sm}\p{Sc}\p{Sk}\p{Zs}]--\p{Default_Ignorable_Code_Point}]");
        assert!(seen.len() > 100_000);
        assert_eq!(seen.into_iter().find(|c| is_harmful(*c)), None);
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(HARMFUL.is_sorted_by(|(first, last), (next, _)| first <= last && last < next));
    }

    #[test]
    fn json_means_the_same() {
        for c in ('\0'..=char::MAX).filter(|c| is_harmful(*c)) {
            let document = serde_json::to_string(&format!("a{c}b")).unwrap();
            let shown = json(&document);
            assert!(!shown.contains(is_harmful), "{shown}");
            assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), format!("a{c}b"));
        }
    }

    #[test]
    fn a_quoted_source_keeps_its_columns() {
        assert_eq!(
            quoted("a\u{9b}b\tc\r\nd\u{1b}\r\u{202e}e\n"),
            "a\u{fffd}b\tc\r\nd\u{241b}\u{240d}\u{fffd}e\n"
        );
    }

    #[test]
    fn the_form_of_a_picture_may_stay() {
        let kept = |text: &str| written(text, &[], |_| "?".into());
        assert_eq!(kept("✔\u{fe0f} a\u{fe0f} 🚀\u{fe0f}\u{fe0f}"), "✔\u{fe0f} a? 🚀\u{fe0f}?");
    }
}
