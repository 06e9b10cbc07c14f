//! Hides values of secrets in a stream of bytes, also when one comes in several pieces.

use super::values::SecretString;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::fmt::Write as _;

/// What stands instead of a value.
const HIDDEN: &[u8] = b"***";

/// What is shorter is found everywhere, and hides nothing.
const SHORTEST: usize = 4;

/// A line of a value that is shorter says too little to be hidden by itself.
const SHORTEST_LINE: usize = 8;

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
    /// What is hidden, by its first byte.
    forms: Vec<Vec<Vec<u8>>>,
    /// What is not decided yet.
    pending: Vec<u8>,
    /// How many of the next bytes are hidden already.
    covered: usize,
}

impl Masker {
    /// Hides these values. Those of less than four bytes are let through: they are found everywhere.
    pub fn new(values: &[SecretString]) -> Self {
        let mut forms = vec![Vec::new(); 256];
        for form in values.iter().flat_map(|value| spellings(value.expose())) {
            let same: &mut Vec<Vec<u8>> = &mut forms[usize::from(form[0])];
            if !same.contains(&form) {
                same.push(form);
            }
        }
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
            let forms = &self.forms[usize::from(rest[0])];
            if !is_end && forms.iter().any(|form| form.len() > rest.len() && form.starts_with(rest)) {
                break;
            }
            let longest = forms.iter().filter(|form| rest.starts_with(form)).map(Vec::len).max().unwrap_or(0);
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

/// All that is hidden of a value.
fn spellings(value: &str) -> Vec<Vec<u8>> {
    let lines = value.lines().map(str::trim).filter(|line| line.len() >= SHORTEST_LINE && value.contains('\n'));
    let whole = [value, value.trim()].into_iter().filter(|text| text.len() >= SHORTEST);
    let texts: Vec<&str> = whole.chain(lines).collect();
    let mut forms: Vec<Vec<u8>> = texts.iter().flat_map(|text| [text.as_bytes().to_vec(), in_json(text), in_url(text)]).collect();
    // With its lines ended as a terminal or Windows does.
    forms.extend(value.contains('\n').then(|| value.replace('\n', "\r\n").into_bytes()));
    for text in texts.iter().take(2) {
        forms.extend(in_base64(text.as_bytes()));
        let hex = text.bytes().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        forms.extend([hex.to_ascii_uppercase().into_bytes(), hex.into_bytes()]);
    }
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

fn in_json(text: &str) -> Vec<u8> {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.trim_start_matches('"').strip_suffix('"').unwrap_or_default().as_bytes().to_vec()
}

fn in_url(text: &str) -> Vec<u8> {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            // A text that takes letters never fails.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out.into_bytes()
}

/// A value inside of something larger starts at any of three places in a group of Base64; the letters at its ends that
/// depend on what is around it are left out.
fn in_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for shift in 0..3 {
        let shifted: Vec<u8> = std::iter::repeat_n(0, shift).chain(bytes.iter().copied()).collect();
        let skip = [0, 2, 3][shift];
        let whole = shifted.len() * 8 / 6;
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = engine.encode(&shifted);
            // Alone, its last letter is known as well.
            forms.push(text.as_bytes()[skip..].to_vec());
            forms.push(text.as_bytes()[skip..whole.max(skip)].to_vec());
        }
    }
    // A few letters are found everywhere.
    forms.retain(|form| form.len() > SHORTEST);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
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
            (base64::engine::general_purpose::STANDARD.encode(value), "***="),
            (value.bytes().map(|byte| format!("{byte:02x}")).collect(), "***"),
        ];
        for (text, expected) in rows {
            let shown = masked(&[value], &format!("a {text} b"));
            assert!(shown == format!("a {expected} b") || shown == format!("a {expected}= b"), "{text}: {shown}");
        }
        let within = base64::engine::general_purpose::STANDARD.encode(format!("user:{value}:x"));
        assert!(masked(&[value], &within).contains("***"), "{within}");
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
