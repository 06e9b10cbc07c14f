//! Sources as messages show them: what looks like a credential in them is covered.

use crate::diag::{Diagnostic, Place};
use crate::secrets::scan::{Strength, is_guessable, scan};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Covers credentials in the texts that messages quote, letter by letter, so that places stay right: those that
/// can be reported in the recipe itself, and those that were found in what it makes.
pub(crate) fn cover(texts: &mut BTreeMap<String, String>, messages: &[Diagnostic]) {
    let shown: Vec<String> = messages
        .iter()
        .filter(|message| message.code == "literal-credential")
        .filter_map(|message| said(message, texts))
        .collect();
    let quoted: BTreeSet<&str> =
        messages.iter().flat_map(places).map(|place| place.file.as_str()).collect();
    for (_, text) in texts.iter_mut().filter(|(file, _)| quoted.contains(file.as_str())) {
        let mut ranges: Vec<Range<usize>> = scan(text)
            .into_iter()
            .filter(|found| found.strength == Strength::Real)
            .map(|found| found.range)
            .collect();
        ranges.extend(shown.iter().flat_map(|value| {
            text.match_indices(value.as_str()).map(|(at, value)| at..at + value.len())
        }));
        if !ranges.is_empty() {
            *text = covered(text, &ranges);
        }
    }
}

/// A sentence with what looks like a credential covered: one was given where a name was asked for.
pub(crate) fn sentence(text: &str) -> String {
    let ranges: Vec<Range<usize>> = scan(text)
        .into_iter()
        .filter(|found| found.strength == Strength::Real)
        .map(|found| found.range)
        .collect();
    if ranges.is_empty() { text.into() } else { covered(text, &ranges) }
}

/// Every place that a message quotes.
fn places(message: &Diagnostic) -> impl Iterator<Item = &Place> {
    let calls = message.trace.iter().map(|call| &call.place);
    message.place.iter().chain(message.related.iter().map(|(place, _)| place)).chain(calls)
}

/// How long a word is that is covered wherever it is: a shorter one is no credential but where it was found.
const SHORTEST: usize = 5;

/// What is at the place of a message.
fn said(message: &Diagnostic, texts: &BTreeMap<String, String>) -> Option<String> {
    let Place { file, start, end } = message.place.as_ref()?;
    let line = texts.get(file)?.lines().nth(usize::try_from(start.line).ok()?.checked_sub(1)?)?;
    let length = end.as_ref()?.column.checked_sub(start.column)?;
    let value: String = line
        .chars()
        .skip(usize::try_from(start.column).ok()?.checked_sub(1)?)
        .take(usize::try_from(length).ok()?)
        .collect();
    (value.len() >= SHORTEST && !is_guessable(&value)).then_some(value)
}

fn covered(text: &str, ranges: &[Range<usize>]) -> String {
    let is_hidden = |at: usize| ranges.iter().any(|range| range.contains(&at));
    text.char_indices().map(|(at, c)| if c != '\n' && is_hidden(at) { '*' } else { c }).collect()
}
