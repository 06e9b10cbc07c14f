//! Private keys in PEM, as a block of lines or as one text with `\n` in it.

use crate::secrets::scan::effort::Effort;
use crate::secrets::scan::finding::{Spot, Strength};

/// What every PEM block starts with.
pub(crate) const BEGIN: &str = "-----BEGIN ";
/// What ends its body, whatever block comes next.
const DASHES: &str = "-----";
/// How long what is behind `BEGIN` may be, with the dashes.
const LABEL: usize = 45;
/// How much of a key is enough to distinguish it from a sentence that mentions one.
const LEAST: usize = 32;
/// How long a block may be.
const LONGEST: usize = 16 << 10;

/// The private key whose block starts at `at`.
pub(crate) fn at(text: &str, at: usize, effort: &mut Effort) -> Option<Spot> {
    let rest = &text[at + BEGIN.len()..];
    let (label, body) = rest.split_at(within(rest, LABEL).find(DASHES)?);
    if label.contains('\n') || !label.contains("PRIVATE KEY") {
        return None;
    }
    let body = within(&body[DASHES.len()..], effort.reach(at, LONGEST));
    effort.spend(body.len());
    let body = &body[..body.find(DASHES).unwrap_or(body.len())];
    let letters = body
        .bytes()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    let kinds = letters.clone().fold(0u128, |kinds, byte| kinds | 1 << byte);
    if letters.count() < LEAST || kinds.count_ones() < 12 || body.contains("...") {
        return None;
    }
    let start = at + BEGIN.len() + label.len() + 5;
    Some(Spot {
        what: "a private key".into(),
        range: start..start + body.trim_end().len(),
        key: None,
        shown: format!("{BEGIN}{label}----- "),
        strength: Strength::Real,
        rank: 0,
    })
}

/// As much of a text as is looked at.
fn within(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}
