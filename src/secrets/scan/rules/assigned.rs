//! Credentials that are reported by the key beside them.

use super::key::{self, Kind};
use super::shape::shapes;
use crate::formats;
use crate::secrets::format::is_placeholder;
use crate::secrets::scan::effort::Effort;
use crate::secrets::scan::entropy::entropy;
use crate::secrets::scan::finding::{Spot, Strength};
use crate::secrets::scan::inside::inside;
use crate::secrets::scan::{harmless, words};
use std::ops::Range;

/// How long a value may be.
const LONGEST: usize = 4096;

/// What a value is, and where.
struct Value {
    range: Range<usize>,
    is_quoted: bool,
}

/// The credential behind the separator at `at`.
pub(crate) fn at(text: &str, at: usize, effort: &mut Effort) -> Option<Spot> {
    let place = key::before(text, at)?;
    let own = &text[place.clone()];
    let (key, kind) = match key::kind(own) {
        Some(kind) => (own, kind),
        None => {
            let name = key::named(text, &place)?;
            (name, key::kind(name)?)
        }
    };
    let value = value(text, at, effort)?;
    let held = &text[value.range.clone()];
    let is_ciphertext =
        || formats::is_sealed(held) && inside(text, place.start).contains(".encryptedData.");
    let (what, strength) = judged(&key.to_ascii_lowercase(), kind, held, value.is_quoted)?;
    (!is_ciphertext()).then(|| Spot {
        what,
        range: value.range,
        key: Some(key.into()),
        shown: String::new(),
        strength,
        rank: 2,
    })
}

/// The value behind a separator: within quotes, or up to what ends it.
fn value(text: &str, at: usize, effort: &mut Effort) -> Option<Value> {
    let bytes = text.as_bytes();
    let after = bytes.get(at + 1)?;
    let is_equal = bytes[at] == b'=';
    // `a:b` is no key with a value, but `"a":"b"` is; neither is `==` or `=>`.
    let is_joined = !is_equal && !matches!(after, b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'\'');
    if is_joined && at > 0 && bytes[at - 1] != b'"' || is_equal && matches!(after, b'=' | b'~') {
        return None;
    }
    let mut start = at + 1;
    start += bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
    if matches!(bytes.get(start), Some(b'|')) {
        start = block(bytes, start)?;
    }
    // A text in a text has its quotes behind backslashes.
    start += usize::from(bytes.get(start) == Some(&b'\\'));
    let quote = *bytes.get(start)?;
    let is_quoted = matches!(quote, b'"' | b'\'' | b'`');
    start += usize::from(is_quoted);
    let ends = |byte: u8| match is_quoted {
        true => byte == quote || byte == b'\n',
        false => {
            byte.is_ascii_whitespace()
                || matches!(byte, b',' | b'}' | b']' | b'"' | b'\'' | b';' | b')')
                || byte == b'&' && is_equal
        }
    };
    let length = effort.length(&bytes[start..], at, LONGEST, ends);
    let end = start + length - usize::from(length > 0 && bytes[start + length - 1] == b'\\');
    text.get(start..end).map(|_| Value { range: start..end, is_quoted })
}

/// Where the first line of a YAML block starts.
fn block(bytes: &[u8], bar: usize) -> Option<usize> {
    let line = bar + bytes[bar..].iter().take(4).position(|byte| *byte == b'\n')? + 1;
    Some(line + bytes[line..].iter().take_while(|byte| **byte == b' ').count())
}

/// What a value beside such a key is; none when it is no credential.
fn judged(key: &str, kind: Kind, value: &str, is_quoted: bool) -> Option<(String, Strength)> {
    if is_placeholder(value) {
        return None;
    }
    // Before references and code: Base64 starts with `/` as a path does, and `s.` with letters is code as well as a token.
    // A name is as long as a credential now and then.
    if let Some(title) = shapes()
        .beside(key, value)
        .filter(|_| !harmless::is_sample(value) && !harmless::is_words(value))
    {
        return Some((title.into(), Strength::Real));
    }
    if harmless::is_reference(value)
        || harmless::is_masked(value)
        || harmless::is_sealed(value)
        || !is_quoted && harmless::is_code(value)
    {
        return None;
    }
    match kind {
        Kind::Password => password(value).map(|strength| ("a password".into(), strength)),
        Kind::Token => is_noise(value).then(|| (said(key), Strength::Real)),
    }
}

/// Values of a `password` that say something else than one.
const TYPES: [&str; 14] = [
    "string",
    "str",
    "text",
    "true",
    "false",
    "null",
    "nil",
    "none",
    "required",
    "optional",
    "sensitive",
    "no",
    "yes",
    "undefined",
];

fn password(value: &str) -> Option<Strength> {
    let lower = value.to_ascii_lowercase();
    if TYPES.contains(&lower.as_str())
        || value.len() < 2
        || value.contains(' ')
        || harmless::is_uuid(value)
    {
        return None;
    }
    if words::is_guessable(value) {
        return Some(Strength::Guessable);
    }
    // Names of things, as `shop-db` and `dbPassword`, are there when a tool looks the password up.
    let is_joined = value.contains(['-', '_', '.', '/', ':'])
        && !value.bytes().any(|byte| byte.is_ascii_digit());
    let is_name = harmless::is_words(value) && (is_joined || key::kind(value).is_some());
    (!is_name && value.len() >= 5).then_some(Strength::Real)
}

/// How long a token is at least.
const SHORTEST: usize = 16;
/// How many bits a letter of it has at least.
const BITS: f64 = 3.0;

fn is_noise(value: &str) -> bool {
    let is_mixed = value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_long = value.len() >= 24;
    let fits = value.len() >= SHORTEST
        && (is_mixed || is_long)
        && value.bytes().all(|byte| byte.is_ascii_graphic());
    fits && !harmless::is_words(value)
        && !harmless::is_uuid(value)
        && !value.contains("sha256:")
        && entropy(value) >= BITS
}

/// What a key says its value is.
fn said(key: &str) -> String {
    let end = key.rsplit(['_', '-', '.']).next().unwrap_or(key);
    match end {
        _ if end.ends_with("token") => "a token".into(),
        _ if end.ends_with("key") => "a key".into(),
        _ => "a secret".into(),
    }
}

/// Whether the name of a variable says that it holds a credential.
///
/// ```
/// use sw::secrets::scan::is_credential;
/// assert!(is_credential("DB_PASSWORD") && is_credential("API_KEY") && !is_credential("PORT"));
/// ```
pub fn is_credential(name: &str) -> bool {
    key::kind(name).is_some()
}

/// Whether a value is one that people write to be read: a word, a name, a number, a path, an address without a password.
///
/// ```
/// use sw::secrets::scan::is_harmless;
/// assert!(is_harmless("production") && is_harmless("http://localhost:3000"));
/// assert!(!is_harmless("postgres://shop:hunter22@db/shop") && !is_harmless("x7Kp2mQ9vL4nR8tW3yB"));
/// ```
pub fn is_harmless(value: &str) -> bool {
    harmless::is_words(value) || harmless::is_uuid(value)
}
