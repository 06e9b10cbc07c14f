//! Numbers, and texts that some reader takes for one.

use std::fmt::Write;

/// Writes a float so that every reader sees a float: with a point, and a sign in the exponent.
pub(super) fn write_float(out: &mut String, float: f64) {
    if float.is_nan() {
        return out.push_str(".nan");
    }
    if float.is_infinite() {
        return out.push_str(if float > 0.0 { ".inf" } else { "-.inf" });
    }
    let start = out.len();
    write!(out, "{float:?}").expect("a string takes what is written to it");
    let Some(exponent) = out[start..].find('e').map(|at| start + at) else { return };
    if !out.as_bytes()[exponent + 1..].starts_with(b"-") {
        out.insert(exponent + 1, '+');
    }
    if !out[start..exponent].contains('.') {
        out.insert_str(exponent, ".0");
    }
}

/// Whether some reader takes `text` for a number, a duration in base 60 or a point in time.
///
/// Readers differ: YAML 1.1 and 1.2, Ruby's commas, Go's underscores. It is generous where they do.
pub(super) fn looks_like_number(text: &str) -> bool {
    is_number(text) || text.contains('_') && is_number(&text.replace('_', ""))
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    is_radix(unsigned) || is_decimal(unsigned) || is_not_finite(unsigned) || is_time(unsigned)
}

/// `0x1f`, `0o17`, `0b1`; Go takes a sign behind the prefix as well.
fn is_radix(text: &str) -> bool {
    let Some((b"0x" | b"0X" | b"0o" | b"0O" | b"0b" | b"0B", rest)) =
        text.as_bytes().split_at_checked(2)
    else {
        return false;
    };
    let digits = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"+")).unwrap_or(rest);
    !digits.is_empty() && digits.iter().all(|c| c.is_ascii_hexdigit() || *c == b'_')
}

/// `12`, `0644`, `1,000`, `3.10`, `1e3`, `12:30:45`.
fn is_decimal(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mantissa =
        bytes.iter().take_while(|c| matches!(c, b'0'..=b'9' | b',' | b'.' | b':')).count();
    let (mantissa, exponent) = bytes.split_at(mantissa);
    mantissa.iter().any(u8::is_ascii_digit)
        && mantissa.iter().filter(|c| **c == b'.').count() < 2
        && is_exponent(exponent)
}

fn is_exponent(bytes: &[u8]) -> bool {
    let [b'e' | b'E', rest @ ..] = bytes else { return bytes.is_empty() };
    let digits = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"+")).unwrap_or(rest);
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

fn is_not_finite(text: &str) -> bool {
    [".inf", ".nan", "inf", "nan", "infinity"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `2001-01-01`, alone or with a time of day behind it.
fn is_time(text: &str) -> bool {
    let mut rest = text.as_bytes();
    for (least, most, end) in [(4, 4, Some(b'-')), (1, 2, Some(b'-')), (1, 2, None)] {
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if !(least..=most).contains(&digits)
            || end.is_some_and(|end| rest.get(digits) != Some(&end))
        {
            return false;
        }
        rest = &rest[digits + usize::from(end.is_some())..];
    }
    matches!(rest, [] | [b't' | b'T' | b' ' | b'\t', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_stays_a_float() {
        let rows = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1.0e+16"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5.0e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NAN, ".nan"),
            (f64::INFINITY, ".inf"),
            (f64::NEG_INFINITY, "-.inf"),
        ];
        for (float, expected) in rows {
            let mut out = String::from("x: 1e5 ");
            write_float(&mut out, float);
            assert_eq!(out.strip_prefix("x: 1e5 "), Some(expected));
        }
    }

    #[test]
    fn numbers_and_their_likes() {
        let numbers = "0 7 -1 +1 0644 08 1_000 -_1 0E_-0 1,000 0x1F 0x_ 0_x1 0o+7 0XfF 0o17 0b101 -0x1 1.0 3.10 1. .5 -.5 1e3 1E+3 1.5e-3 12e4567 12:30:45 3000:3000 \
                       22:22 1:2.5 .inf -.INF +.Inf .NaN +inf -Infinity 2001-01-01 2001-1-1 2001-01-01T00:00:00Z";
        for text in numbers.split_whitespace().chain(["2001-01-01 10:00:00", "2001-01-01\t10:00"]) {
            assert!(looks_like_number(text), "{text}");
        }
        let others = "1.2.3 10.0.0.1 10.0.0.0/16 127.0.0.1:80 8080/tcp 250m 256Mi 30d 1e 0x 0xfg v1 . .. - + -- 2001-01 2001-01-01-rc \
                      12345-01-01 .e3 e3 50% 1-2";
        for text in others.split_whitespace() {
            assert!(!looks_like_number(text), "{text}");
        }
    }
}
