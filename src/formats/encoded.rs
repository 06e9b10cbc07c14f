//! Values that are encoded as text: quantities of Kubernetes, points in time, bytes.

/// Behind the number of a quantity: powers of 1000 and of 1024.
const UNITS: [&str; 16] =
    ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/// `250m`, `1.5Gi`, `1e3`: a decimal number, and a unit or an exponent.
pub(super) fn is_quantity(text: &str) -> bool {
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    let (digits, unit) = number.split_at(end);
    let exponent = unit.strip_prefix(['e', 'E']).filter(|exponent| !exponent.is_empty());
    digits.parse::<f64>().is_ok()
        && (UNITS.contains(&unit) || exponent.is_some_and(|power| power.parse::<i32>().is_ok()))
}

/// `2026-01-31T08:00:00Z`: a date and a time with its offset from UTC, as RFC 3339 has them.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((moment, offset)) = text.split_at_checked(19) else { return false };
    let zone = offset
        .strip_prefix('.')
        .map_or(offset, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_fraction = !offset.starts_with('.') || zone.len() < offset.len() - 1;
    let is_zone = zone == "Z"
        || matches!(zone.get(..1), Some("+" | "-")) && are_in(&zone[1..], "dd:dd", &[23, 59]);
    is_fraction && is_zone && are_in(moment, "dddd-dd-ddTdd:dd:dd", &[9999, 12, 31, 23, 59, 60])
}

/// Whether a text is written like a pattern, in which `d` is a digit, with numbers up to these.
fn are_in(text: &str, pattern: &str, most: &[u32]) -> bool {
    let is_alike = |(c, like): (char, char)| c == like || like == 'd' && c.is_ascii_digit();
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).zip(most);
    text.len() == pattern.len()
        && text.chars().zip(pattern.chars()).all(is_alike)
        && numbers.all(|(number, most)| number.parse::<u32>().is_ok_and(|number| number <= *most))
}

/// What `kubeseal` makes, or its start: base64 of the length of an encrypted key, which is 256, 384 or 512 bytes, and that key.
/// No word and no text in base64 begins so.
pub(super) fn is_sealed(text: &str) -> bool {
    let is_length = ["AQ", "AY", "Ag"].iter().any(|length| text.starts_with(length));
    let is_low = matches!(text.as_bytes().get(2), Some(b'A'..=b'D'));
    is_length && is_low && text.len() >= 12 && is_base64(text)
}

/// Standard base64 with its padding; line ends do not count.
pub(super) fn is_base64(text: &str) -> bool {
    let bytes: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let end = bytes.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    bytes.len().is_multiple_of(4) && bytes.len() - end <= 2 && bytes[..end].iter().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_all(accepts: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        good.iter().for_each(|text| assert!(accepts(text), "{text}"));
        bad.iter().for_each(|text| assert!(!accepts(text), "{text}"));
    }

    #[test]
    fn quantities_have_units_of_kubernetes() {
        let good = ["0", "2", "250m", "1.5Gi", "128Mi", "1e3", "1E-3", "5E", "-1", ".5", "100k"];
        let bad = ["", "m", "1gb", "1GB", "64mi", "1K", "1 Gi", "1e", "1ee3", "1.2.3", "ten"];
        assert_all(is_quantity, &good, &bad);
    }

    #[test]
    fn points_in_time_have_an_offset() {
        let good = ["2026-01-31T08:00:00Z", "2026-01-31T08:00:00.123456+01:00"];
        assert_all(
            is_date_time,
            &good,
            &[
                "",
                "2026-01-31",
                "08:00",
                "2026-13-31T08:00:00Z",
                "2026-01-31T08:00:00",
                "2026-01-31T08:00:00.Z",
                "2026-01-31T08:00:00+1:00",
            ],
        );
    }

    #[test]
    fn what_is_sealed_begins_with_the_length_of_a_key() {
        let good = ["AgBy3i4OJSWK", "AQA7xKp2mQ9vL4nR8tW3yQ==", "AYC7xKp2mQ9v"];
        let bad = [
            "",
            "AgBy",
            "hunter2",
            "aHVudGVyMg==",
            "AgZy3i4OJSWK",
            "AgBy3i4OJSW",
            "Agent-of-the-shop",
        ];
        assert_all(is_sealed, &good, &bad);
    }

    #[test]
    fn bytes_are_padded() {
        let good = ["", "c3dvcmRmaXNo", "YQ==", "YWI=", "YWJj\nZGVm\n"];
        assert_all(is_base64, &good, &["a", "YQ", "YQ=", "Y===", "YW-_", "YQ==YQ==", "=="]);
    }
}
