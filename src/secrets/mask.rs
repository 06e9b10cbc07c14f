//! Hides values of secrets in a stream of bytes, also when one comes in several pieces.

mod encoded;
mod escaped;
mod forms;
mod spellings;

use super::values::SecretString;
use encoded::SHORTEST;
pub(super) use forms::Forms;
use forms::{Place, join};
use std::ops::Range;

/// What is instead of a value.
const HIDDEN: &[u8] = b"***";

/// Lets bytes through, but for values of secrets. A value is hidden
/// - as it is, without the blanks around it, and line by line;
/// - escaped once as JSON, as JSON in JSON, for URLs (`quote`, `encodeURIComponent`, forms; once and twice), for shells
///   (quotes of either kind, `printf %q`, `$'...'`, `export -p`), as a text of C, Python or JavaScript, for YAML, SQL, CSV,
///   HTML, XML, Compose and Terraform;
/// - in Base64 of either alphabet at any place of a longer text, broken into lines, and in Base64 twice;
/// - as hexadecimal digits, also with `:`, a space or `\x` between them, and in UTF-16.
///
/// It is not hidden when it was reversed, encrypted, hashed or compressed, nor when something else is between its letters.
/// A value of more than 64 KiB is hidden as it is and line by line, and of very many values only the first are hidden in
/// other spellings. What may be the start of a value is held back until it is known whether it is one.
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
    place: Place,
    /// What is not decided yet.
    pending: Vec<u8>,
    /// What is hidden of it.
    hidden: Vec<Range<usize>>,
    /// Whether the first of these began before, and is there as hidden already.
    is_inside: bool,
}

impl Masker {
    /// Hides these values. Those of less than four bytes are let through: they are found everywhere.
    pub fn new(values: &[SecretString]) -> Self {
        let forms = Forms::of(values.iter().map(SecretString::expose), SHORTEST);
        Self {
            place: forms.start(),
            forms,
            pending: Vec::new(),
            hidden: Vec::new(),
            is_inside: false,
        }
    }

    /// Whether a value is long enough to be hidden.
    pub fn hides(value: &SecretString) -> bool {
        value.expose().len() >= SHORTEST
    }

    /// Takes the next bytes, and gives what can be shown by now.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        for byte in bytes {
            self.pending.push(*byte);
            if let Some((length, _)) = self.forms.step(&mut self.place, *byte) {
                // Two values that overlap are hidden as one.
                join(&mut self.hidden, self.pending.len() - length..self.pending.len());
            }
        }
        self.release(self.pending.len() - self.forms.open(self.place))
    }

    /// Gives what is left when nothing follows.
    pub fn finish(&mut self) -> Vec<u8> {
        self.release(self.pending.len())
    }

    /// Gives what is before `end`.
    fn release(&mut self, end: usize) -> Vec<u8> {
        let (mut out, mut at) = (Vec::with_capacity(end), 0);
        for range in self.hidden.iter().filter(|range| range.start < end) {
            out.extend_from_slice(&self.pending[at..range.start]);
            if !std::mem::take(&mut self.is_inside) {
                out.extend_from_slice(HIDDEN);
            }
            at = range.end.min(end);
            self.is_inside = range.end > end;
        }
        out.extend_from_slice(&self.pending[at..end]);
        self.pending.drain(..end);
        self.hidden.retain(|range| range.end > end);
        self.hidden
            .iter_mut()
            .for_each(|range| *range = range.start.saturating_sub(end)..range.end - end);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use proptest::prelude::*;

    fn masker(values: &[&str]) -> Masker {
        let values: Vec<SecretString> =
            values.iter().map(|value| SecretString::from((*value).to_string())).collect();
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
            assert!(
                shown == format!("a {expected} b") || shown == format!("a {expected}= b"),
                "{text}: {shown}"
            );
        }
        let within = base64::engine::general_purpose::STANDARD.encode(format!("user:{value}:x"));
        assert!(masked(&[value], &within).contains("***"), "{within}");
        for (value, form) in [
            ("a<b>&c", r"a\u003cb\u003e\u0026c"),
            ("schl\u{fc}ssel", r"schl\u00fcssel"),
            ("it's it", r"it'\''s it"),
        ] {
            assert_eq!(masked(&[value], &format!("a {form} b")), "a *** b");
        }
        assert_eq!(masked(&["first line\nsecond line\n"], "> second line <"), "> *** <");
    }

    #[test]
    fn other_programs_spellings_are_hidden() {
        let value = "aB/c+d e\"f'g$h&i<j";
        let forms = [
            // Python: `quote`, `quote_plus`, `repr`, `html.escape`; JavaScript: `encodeURIComponent`, `encodeURI`.
            "aB/c%2Bd%20e%22f%27g%24h%26i%3Cj",
            "aB%2Fc%2Bd+e%22f%27g%24h%26i%3Cj",
            r#"aB/c+d e"f\'g$h&i<j"#,
            "aB/c+d e&quot;f&#x27;g$h&amp;i&lt;j",
            "aB%2Fc%2Bd%20e%22f'g%24h%26i%3Cj",
            "aB/c+d%20e%22f'g$h&i%3Cj",
            "aB%2fc%2bd%20e%22f%27g%24h%26i%3cj",
            "aB%252Fc%252Bd%2520e%2522f%2527g%2524h%2526i%253Cj",
            // JSON of PHP and of Go, and JSON in JSON.
            r#"aB\/c+d e\"f'g$h&i<j"#,
            r#"aB/c+d e\"f'g$h\u0026i\u003cj"#,
            r#"aB/c+d e\\\"f'g$h&i<j"#,
            // Shells: `export -p` of bash and of dash, `printf %q`, single quotes.
            r#"aB/c+d e\"f'g\$h&i<j"#,
            r#"aB/c+d e"f'"'"'g$h&i<j"#,
            r#"aB/c+d\ e\"f\'g\$h\&i\<j"#,
            r#"aB/c+d e"f'\''g$h&i<j"#,
            // YAML and SQL; CSV; HTML of Go and XML; Compose.
            r#"aB/c+d e"f''g$h&i<j"#,
            r#"aB/c+d e""f'g$h&i<j"#,
            "aB/c+d e&#34;f&#39;g$h&amp;i&lt;j",
            "aB/c+d e&quot;f&apos;g$h&amp;i&lt;j",
            r#"aB/c+d e"f'g$$h&i<j"#,
            // Hexadecimal digits with something between them.
            "61:42:2f:63:2b:64:20:65:22:66:27:67:24:68:26:69:3c:6a",
            "61 42 2F 63 2B 64 20 65 22 66 27 67 24 68 26 69 3C 6A",
            r"\x61\x42\x2f\x63\x2b\x64\x20\x65\x22\x66\x27\x67\x24\x68\x26\x69\x3c\x6a",
        ];
        let shown: Vec<&str> = forms
            .into_iter()
            .filter(|form| masked(&[value], &format!("> {form} <")) != "> *** <")
            .collect();
        assert!(shown.is_empty(), "{shown:#?}");
        assert_eq!(masked(&["schl\u{fc}ssel"], r"schl\303\274ssel schl\xc3\xbcssel"), "*** ***");
    }

    #[test]
    fn no_line_end_in_base64_shows_a_value() {
        let value = "an/access+key/of/forty+letters/and/more!";
        for before in 0..70 {
            let text = base64::engine::general_purpose::STANDARD
                .encode(format!("{}{value}:x", "u".repeat(before)));
            let lines: Vec<&str> =
                text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
            assert!(masked(&[value], &lines.join("\n")).contains("***"), "{before}: {lines:?}");
        }
        let key = "0123456789abcdef".repeat(40);
        for width in [64, 76] {
            let text = base64::engine::general_purpose::STANDARD.encode(&key);
            let lines: Vec<&str> = text
                .as_bytes()
                .chunks(width)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect();
            assert_eq!(masked(&[&key], &lines.join("\n")).trim_end_matches('='), "***");
        }
        let wide: Vec<u8> = "hunter22".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            masked(&["hunter22"], &base64::engine::general_purpose::STANDARD.encode(&wide))
                .trim_end_matches('='),
            "***"
        );
    }

    #[test]
    fn a_long_value_and_very_many_are_hidden_as_they_are() {
        let long: String = (0..40_000).map(|i| format!("{i},")).collect();
        // Masked piece by piece: a value as long as that need not be in one piece of the output.
        assert_eq!(masked(&[&long], &format!("> {long} <")).trim_matches(['>', ' ', '<', '*']), "");
        let many: Vec<String> =
            (0..5000).map(|i| format!("{}-value-{i:05}", "a".repeat(40))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(masked(&many, &format!("> {} <", many[4999])), "> *** <");
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
