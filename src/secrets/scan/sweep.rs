//! The one pass over a text: finds the few spots that are worth a look, and has them looked at.

use super::effort::Effort;
use super::finding::Spot;
use super::rules::shape::{Pairs, shapes};
use super::rules::{assigned, pem, url};

/// All spots, some of which may overlap, and how many bytes the rules looked at for them.
pub(super) fn sweep(text: &str) -> (Vec<Spot>, usize) {
    let (bytes, shapes) = (text.as_bytes(), shapes());
    let (mut found, mut effort) = (Vec::new(), Effort::default());
    for (at, pair) in bytes.windows(2).enumerate() {
        let kinds = shapes.pairs.kinds(pair[0], pair[1]);
        if kinds == 0 {
            continue;
        }
        if kinds & Pairs::INNER != 0 || kinds & Pairs::TRIGGER != 0 && !is_in_word(&bytes[..at]) {
            found.extend(shapes.at(text, at, &mut effort));
        }
        if kinds & Pairs::SEPARATOR != 0 {
            separator(text, at, &mut found, &mut effort);
        } else if kinds & Pairs::DASHES != 0 && bytes[at..].starts_with(pem::BEGIN.as_bytes()) {
            found.extend(pem::at(text, at, &mut effort));
        }
    }
    (found, effort.spent())
}

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
