//! The one pass over a text: finds the few spots that are worth a look, and has them looked at.

use super::effort::Effort;
use super::finding::Spot;
use super::rules::shape::shapes;
use super::rules::{assigned, pem, url};

/// A byte inside of a word.
const WORD: u8 = 1;
/// What is between a key and its value, and in a URL.
const SEPARATOR: u8 = 2;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() || letter == b'_' {
            classes[byte] |= WORD;
        }
        if matches!(letter, b':' | b'=') {
            classes[byte] |= SEPARATOR;
        }
        byte += 1;
    }
    classes
}

/// All spots, some of which may overlap, and how many bytes the rules looked at for them.
pub(super) fn sweep(text: &str) -> (Vec<Spot>, usize) {
    let (bytes, shapes) = (text.as_bytes(), shapes());
    let (mut found, mut effort) = (Vec::new(), Effort::default());
    let (mut in_word, mut is_escape) = (false, false);
    for (at, pair) in bytes.windows(2).enumerate() {
        let class = CLASSES[usize::from(pair[0])];
        if shapes.may_start(pair[0], pair[1], in_word) {
            found.extend(shapes.at(text, at, &mut effort));
        }
        if class & SEPARATOR != 0 {
            separator(text, at, &mut found, &mut effort);
        } else if pair == b"--" && bytes[at..].starts_with(pem::BEGIN.as_bytes()) {
            found.extend(pem::at(text, at, &mut effort));
        }
        // The letter of `\n` belongs to what is before it: behind it something new starts.
        in_word = class & WORD != 0 && !(is_escape && matches!(pair[0], b'n' | b't' | b'r'));
        is_escape = pair[0] == b'\\' && !is_escape;
    }
    (found, effort.spent())
}

fn separator(text: &str, at: usize, found: &mut Vec<Spot>, effort: &mut Effort) {
    if text.as_bytes()[at..].starts_with(b"://") {
        found.extend(url::at(text, at, effort));
    } else {
        found.extend(assigned::at(text, at, effort));
    }
}
