//! The one pass over a text: finds the few spots that are worth a look, and has them looked at.

use super::effort::Effort;
use super::finding::Spot;
use super::rules::shape::{Pairs, shapes};
use super::rules::{assigned, pem, url};
use std::sync::LazyLock;

/// All spots, some of which may overlap, and how many bytes the rules looked at for them.
pub(super) fn sweep(text: &str) -> (Vec<Spot>, usize) {
    let (bytes, shapes, stops) = (text.as_bytes(), shapes(), &*STOPS);
    let (mut found, mut effort) = (Vec::new(), Effort::default());
    let pairs = bytes.windows(2).enumerate();
    for (at, pair) in pairs.filter(|(_, pair)| stops.has(pair[0], pair[1])) {
        if shapes.may_start(pair[0], pair[1], || is_in_word(&bytes[..at])) {
            found.extend(shapes.at(text, at, &mut effort));
        }
        if matches!(pair[0], b':' | b'=') {
            separator(text, at, &mut found, &mut effort);
        } else if pair == b"--" && bytes[at..].starts_with(pem::BEGIN.as_bytes()) {
            found.extend(pem::at(text, at, &mut effort));
        }
    }
    (found, effort.spent())
}

/// Where a look is worth it: at what is between a key and its value, in a URL, or at the start of anything.
static STOPS: LazyLock<Pairs> = LazyLock::new(|| {
    let separators =
        [b':', b'='].into_iter().flat_map(|sign| (0..=255).map(move |next| (sign, next)));
    let mut stops = shapes().pairs.clone();
    separators.chain([(b'-', b'-')]).for_each(|(first, second)| stops.add(first, second));
    stops
});

/// Whether a text ends inside of a word. The letter of `\n` belongs to what is before it: behind it something new starts.
fn is_in_word(text: &[u8]) -> bool {
    let is_escape =
        |before: &[u8]| before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    match text {
        [before @ .., b'n' | b't' | b'r'] => !is_escape(before),
        [.., last] => last.is_ascii_alphanumeric() || *last == b'_',
        [] => false,
    }
}

fn separator(text: &str, at: usize, found: &mut Vec<Spot>, effort: &mut Effort) {
    if text.as_bytes()[at..].starts_with(b"://") {
        found.extend(url::at(text, at, effort));
    } else {
        found.extend(assigned::at(text, at, effort));
    }
}
