//! All spellings of some values, looked for in one pass over a text, however many there are.

use super::spellings::{broken, plain, spellings};
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::{Builder, NFA};
use aho_corasick::{Anchored, MatchKind};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::Arc;

/// How many bytes all spellings may have together: each is a state of some fifty bytes. What goes beyond is looked for as
/// it is, and in no other spelling.
const MOST: usize = 2 << 20;

/// A longer spelling is looked for in pieces of this length: they are found where it is.
const LONGEST: usize = 4096;

/// The spellings of values, ready to be looked for; clones share them.
#[derive(Clone, Debug)]
pub(in crate::secrets) struct Forms(Arc<Ready>);

#[derive(Debug)]
struct Ready {
    machine: NFA,
    start: StateID,
    /// The number of the value that each spelling is of.
    values: Vec<usize>,
    /// For each state: how many of the bytes before it may be the start of a spelling that goes on.
    open: Vec<u16>,
}

/// How far a search has come: a state for each pass over a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(StateID);

impl Forms {
    /// The spellings of these values that have at least `shortest` bytes.
    pub(in crate::secrets) fn of<'a>(
        values: impl IntoIterator<Item = &'a str>,
        shortest: usize,
    ) -> Self {
        let values: Vec<&str> = values.into_iter().collect();
        let mut gathered = Gathered { shortest, ..Gathered::default() };
        values.iter().enumerate().for_each(|(number, value)| gathered.add(&plain(value), number));
        for spelled in [spellings, broken] {
            for (number, value) in values.iter().enumerate() {
                let forms = if gathered.bytes < MOST { spelled(value) } else { Vec::new() };
                if gathered.bytes + forms.iter().map(Vec::len).sum::<usize>() <= MOST {
                    gathered.add(&forms, number);
                }
            }
        }
        Self(Arc::new(Ready::of(gathered)))
    }

    /// Where spellings are in a text, each with the number of its value: the first of those that overlap, and of
    /// those that start at one place the longest. None when `go_on` says so, which is asked now and then.
    pub(in crate::secrets) fn find(
        &self,
        text: &[u8],
        go_on: &dyn Fn() -> bool,
    ) -> Option<Vec<(Range<usize>, usize)>> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        self.each(text, go_on, |range, value| {
            while found.last().is_some_and(|(last, _)| last.start >= range.start) {
                found.pop();
            }
            if found.last().is_none_or(|(last, _)| last.end <= range.start) {
                found.push((range, value));
            }
        })?;
        Some(found)
    }

    /// All bytes of a text that are part of a spelling, as ranges in order that do not touch each other.
    pub(in crate::secrets) fn covered(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut covered = Vec::new();
        self.each(text, &|| true, |range, _| join(&mut covered, range));
        covered
    }

    fn each(
        &self,
        text: &[u8],
        go_on: &dyn Fn() -> bool,
        mut see: impl FnMut(Range<usize>, usize),
    ) -> Option<()> {
        let mut place = self.start();
        for (part, bytes) in text.chunks(1 << 16).enumerate() {
            if !go_on() {
                return None;
            }
            for (at, byte) in bytes.iter().enumerate() {
                if let Some((length, value)) = self.step(&mut place, *byte) {
                    let end = (part << 16) + at + 1;
                    see(end - length..end, value);
                }
            }
        }
        Some(())
    }

    /// Where a pass over a text starts.
    pub(super) fn start(&self) -> Place {
        Place(self.0.start)
    }

    /// Takes the next byte: the longest spelling that ends with it, as its length and the number of its value.
    pub(super) fn step(&self, place: &mut Place, byte: u8) -> Option<(usize, usize)> {
        let machine = &self.0.machine;
        place.0 = machine.next_state(Anchored::No, place.0, byte);
        if !machine.is_match(place.0) {
            return None;
        }
        // The spelling that the state means is the first of its matches, then come shorter ones.
        let pattern = machine.match_pattern(place.0, 0);
        Some((machine.pattern_len(pattern), self.0.values[pattern.as_usize()]))
    }

    /// How many of the last bytes may be the start of a spelling that goes on.
    pub(super) fn open(&self, place: Place) -> usize {
        self.0.open(place.0).into()
    }
}

/// Adds a range to those before it, of which it may overlap some.
pub(super) fn join(ranges: &mut Vec<Range<usize>>, mut range: Range<usize>) {
    while let Some(last) = ranges.pop_if(|last| last.end > range.start) {
        range.start = range.start.min(last.start);
    }
    ranges.push(range);
}

/// Spellings that are different, each with the number of its value.
#[derive(Default)]
struct Gathered {
    shortest: usize,
    known: FxHashSet<Vec<u8>>,
    forms: Vec<(Vec<u8>, usize)>,
    bytes: usize,
}

impl Gathered {
    fn add(&mut self, forms: &[Vec<u8>], number: usize) {
        for form in
            forms.iter().flat_map(|form| pieces(form)).filter(|form| form.len() >= self.shortest)
        {
            if self.known.insert(form.to_vec()) {
                self.bytes += form.len();
                self.forms.push((form.to_vec(), number));
            }
        }
    }
}

/// All of a spelling, in pieces that are short enough; the last two of a long one overlap.
fn pieces(form: &[u8]) -> impl Iterator<Item = &[u8]> {
    let last = form.len().saturating_sub(LONGEST);
    (0..last)
        .step_by(LONGEST)
        .chain([last])
        .map(|start| &form[start..form.len().min(start + LONGEST)])
}

impl Ready {
    fn of(gathered: Gathered) -> Self {
        let mut forms = gathered.forms;
        // Shorter ones first: what is known of them is used for those that end in them.
        forms.sort_by_key(|(form, _)| form.len());
        let machine = Builder::new()
            .match_kind(MatchKind::Standard)
            .build(forms.iter().map(|(form, _)| form));
        let machine = machine.expect("spellings are few and short enough for a machine");
        let start = machine.start_state(Anchored::No).expect("it searches everywhere");
        let mut ready = Self {
            machine,
            start,
            values: forms.iter().map(|(_, number)| *number).collect(),
            open: Vec::new(),
        };
        for (form, _) in &forms {
            let mut place = start;
            for (at, byte) in form[..form.len() - 1].iter().enumerate() {
                place = ready.next(place, *byte);
                ready.open_at(place, at + 1);
            }
        }
        for (form, _) in &forms {
            let whole = ready.after(form);
            if ready.open(whole) == 0 {
                let open = ready.open(ready.after(&form[1..])).into();
                ready.open_at(whole, open);
            }
        }
        ready
    }

    fn next(&self, place: StateID, byte: u8) -> StateID {
        self.machine.next_state(Anchored::No, place, byte)
    }

    fn after(&self, text: &[u8]) -> StateID {
        text.iter().fold(self.start, |place, byte| self.next(place, *byte))
    }

    fn open(&self, place: StateID) -> u16 {
        self.open.get(place.as_usize()).copied().unwrap_or_default()
    }

    fn open_at(&mut self, place: StateID, open: usize) {
        if self.open.len() <= place.as_usize() {
            self.open.resize(place.as_usize() + 1, 0);
        }
        self.open[place.as_usize()] =
            u16::try_from(open).expect("no spelling is longer than its bound");
    }
}
