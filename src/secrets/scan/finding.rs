//! What was found: where, what it looks like, and a preview that gives nothing away.

use std::ops::Range;

/// A literal credential in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like, with its article: `a GitHub token`.
    pub what: String,
    /// Where the credential is in the text, in bytes; of a URL this is its password.
    pub range: Range<usize>,
    /// Its line, counted from 1.
    pub line: usize,
    /// The key that it is beside, where that gave it away.
    pub key: Option<String>,
    /// As much of it as can be shown: what all of its kind have in common, and how long it is.
    pub preview: String,
    /// How sure it is, and how bad.
    pub strength: Strength,
}

/// How much a credential is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// A credential that grants access to something.
    Real,
    /// A common default password, as local databases have it: `postgres`, `password`. Fine on a
    /// developer's machine, and a hole in a cloud.
    Guessable,
}

/// A finding before it is known on which line it is.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) what: String,
    pub(super) range: Range<usize>,
    pub(super) key: Option<String>,
    /// What is before the hidden part.
    pub(super) shown: String,
    pub(super) strength: Strength,
    /// What counts when two overlap: the lower one.
    pub(super) rank: u8,
}

/// The findings at spots that are in order, in one walk over the text.
pub(super) fn findings(text: &str, spots: Vec<Spot>) -> Vec<Finding> {
    let (mut line, mut at) = (1, 0);
    let placed = spots.into_iter().map(|spot| {
        line += text.as_bytes()[at..spot.range.start].iter().filter(|byte| **byte == b'\n').count();
        at = spot.range.start;
        let preview = format!("{}{}", spot.shown, hidden(&text[spot.range.clone()]));
        Finding {
            what: spot.what,
            range: spot.range,
            line,
            key: spot.key,
            preview,
            strength: spot.strength,
        }
    });
    placed.collect()
}

/// What is shown in place of a credential: how long it is, and nothing of it.
///
/// ```
/// assert_eq!(sw::secrets::scan::hidden("s3cret"), "******, 6 characters");
/// ```
pub fn hidden(value: &str) -> String {
    format!("******, {} characters", value.chars().count())
}
