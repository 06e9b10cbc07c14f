//! Hides values of secrets in a stream of bytes, also when one comes in several pieces.

mod forms;
mod spellings;

use super::values::SecretString;
pub(super) use forms::Forms;

/// What stands instead of a value.
const HIDDEN: &[u8] = b"***";

/// What is shorter is found everywhere: hiding it would hide everything.
const SHORTEST: usize = 4;

/// Lets bytes through, but for values of secrets: as they are, line by line, and as Base64, hexadecimal digits, parts of
/// URLs or JSON texts. What may be the start of a value is held back until it is known whether it is one.
///
/// ```
/// use sw::secrets::{Masker, values::SecretString};
/// let mut masker = Masker::new(&[SecretString::from("hunter22".to_string())]);
/// let mut out = masker.push(b"password: hunt");
/// assert_eq!(out, b"password: ");
/// out.extend(masker.push(b"er22, aHVudGVyMjI="));
/// out.extend(masker.finish());
/// assert_eq!(out, b"password: ***, ***=");
/// ```
#[derive(Clone)]
pub struct Masker {
    /// What is hidden.
    forms: Forms,
    /// What is not decided yet.
    pending: Vec<u8>,
    /// How many of the next bytes are hidden already.
    covered: usize,
}

impl Masker {
    /// Hides these values. Those of less than four bytes are let through: they are found everywhere.
    pub fn new(values: &[SecretString]) -> Self {
        let forms = Forms::of(values.iter().map(SecretString::expose), SHORTEST);
        Self { forms, pending: Vec::new(), covered: 0 }
    }

    /// Whether a value is long enough to be hidden.
    pub fn hides(value: &SecretString) -> bool {
        value.expose().len() >= SHORTEST
    }

    /// Takes the next bytes, and gives what can be shown by now.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.pending.extend_from_slice(bytes);
        self.release(false)
    }

    /// Gives what is left when nothing follows.
    pub fn finish(&mut self) -> Vec<u8> {
        self.release(true)
    }

    fn release(&mut self, is_end: bool) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.pending.len());
        let mut at = 0;
        while at < self.pending.len() {
            let rest = &self.pending[at..];
            if !is_end && self.forms.may_go_on(rest) {
                break;
            }
            let longest = self.forms.at(rest).map_or(0, |(length, _)| length);
            match (self.covered, longest) {
                (0, 0) => out.push(rest[0]),
                (0, _) => out.extend_from_slice(HIDDEN),
                // Two values that overlap are hidden as one.
                _ => {}
            }
            self.covered = self.covered.max(longest).saturating_sub(1);
            at += 1;
        }
        self.pending.drain(..at);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use proptest::prelude::*;

    fn masker(values: &[&str]) -> Masker {
        let values: Vec<SecretString> = values.iter().map(|value| SecretString::from((*value).to_string())).collect();
        Masker::new(&values)
    }

    fn masked(values: &[&str], text: &str) -> String {
        let mut masker = masker(values);
        let mut out = masker.push(text.as_bytes());
        out.extend(masker.finish());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_form_is_hidden() {
        let value = "p@ss \"word\"/1";
        let rows = [
            (value.to_string(), "***"),
            (serde_json::to_string(value).unwrap(), "\"***\""),
            ("p%40ss%20%22word%22%2F1".into(), "***"),
            ("p%40ss+%22word%22%2f1".into(), "***"),
            (base64::engine::general_purpose::STANDARD.encode(value), "***="),
            (value.bytes().map(|byte| format!("{byte:02x}")).collect(), "***"),
        ];
        for (text, expected) in rows {
            let shown = masked(&[value], &format!("a {text} b"));
            assert!(shown == format!("a {expected} b") || shown == format!("a {expected}= b"), "{text}: {shown}");
        }
        let within = base64::engine::general_purpose::STANDARD.encode(format!("user:{value}:x"));
        assert!(masked(&[value], &within).contains("***"), "{within}");
        for (value, form) in [("a<b>&c", r"a\u003cb\u003e\u0026c"), ("schl\u{fc}ssel", r"schl\u00fcssel"), ("it's it", r"it'\''s it")] {
            assert_eq!(masked(&[value], &format!("a {form} b")), "a *** b");
        }
        assert_eq!(masked(&["first line\nsecond line\n"], "> second line <"), "> *** <");
    }

    #[test]
    fn values_that_overlap_leave_nothing() {
        assert_eq!(masked(&["abcdef", "defghi"], "abcdefghi"), "***");
        assert_eq!(masked(&["abcd", "abcdefgh"], "abcdefg abcdefgh"), "***efg ***");
        assert_eq!(masked(&["abc"], "abc"), "abc");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_give_what_the_whole_gives(
            values in prop::collection::vec("[ab]{4,7}", 1..4),
            text in "[ab c]{0,60}",
            cuts in prop::collection::vec(0..60_usize, 0..6),
        ) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let whole = masked(&values, &text);
            let mut masker = masker(&values);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).chain([0, text.len()]).collect();
            cuts.sort_unstable();
            let mut out: Vec<u8> = cuts.windows(2).flat_map(|cut| masker.push(&text.as_bytes()[cut[0]..cut[1]])).collect();
            out.extend(masker.finish());
            prop_assert_eq!(&String::from_utf8(out).unwrap(), &whole);
            for value in values {
                prop_assert!(!whole.contains(value), "{} in {}", value, whole);
            }
            // What is no part of a value gets through.
            prop_assert_eq!(whole.matches('c').count(), text.matches('c').count());
        }
    }
}
