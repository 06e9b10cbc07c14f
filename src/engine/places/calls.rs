//! The calls that a run is in, which the language itself knows only once an error has passed them.

use crate::diag::Call;

/// The calls so far.
#[derive(Default)]
pub(crate) struct Calls {
    /// All that are written in the run's files: their number is one more than their index.
    pub(crate) written: Vec<Call>,
    /// Those that were begun, by depth. One that has ended is there until another takes its place.
    begun: Vec<(usize, usize)>,
}

impl Calls {
    /// Takes note that the call with a number begins at a depth.
    pub(crate) fn enter(&mut self, depth: usize, number: usize) {
        self.begun.truncate(self.begun.partition_point(|(other, _)| *other < depth));
        self.begun.push((depth, number));
    }

    /// The calls that led to a depth, innermost first.
    pub(crate) fn around(&self, depth: usize) -> Vec<Call> {
        let around = self.begun.iter().rev().filter(|(other, _)| *other < depth);
        around.filter_map(|(_, number)| self.written.get(number.checked_sub(1)?).cloned()).collect()
    }
}
