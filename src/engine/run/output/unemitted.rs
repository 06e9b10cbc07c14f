//! Things that only count once they are emitted, from where they are made to their emit.

use crate::diag::{Diagnostic, Place};
use std::collections::BTreeMap;

/// The things of a run that were made and not emitted yet, in the order in which they were made.
#[derive(Default)]
pub(crate) struct Drafts {
    made: u64,
    waiting: BTreeMap<u64, Waiting>,
}

struct Waiting {
    identity: usize,
    show: String,
    place: Place,
}

impl Drafts {
    /// Takes note of a thing that was made at `place`.
    pub(crate) fn made(&mut self, identity: usize, show: String, place: Place) {
        self.waiting.insert(self.made, Waiting { identity, show, place });
        self.made += 1;
    }

    /// How many things were made.
    pub(crate) fn count(&self) -> u64 {
        self.made
    }

    /// Forgets the things that were made since there were so many.
    pub(crate) fn forget_since(&mut self, made: u64) {
        self.waiting.retain(|number, _| *number < made);
    }

    /// Takes note that a thing was emitted.
    pub(crate) fn emitted(&mut self, identity: usize) {
        self.waiting.retain(|_, waiting| waiting.identity != identity);
    }

    /// A warning for each thing that was never emitted; several from one line are reported once.
    pub(crate) fn forgotten(&self) -> Vec<Diagnostic> {
        let mut reported: Vec<&Place> = Vec::new();
        let mut warnings = Vec::new();
        for waiting in self.waiting.values() {
            if !reported.contains(&&waiting.place) {
                reported.push(&waiting.place);
                warnings.push(
                    Diagnostic::warning(
                        "never-emitted",
                        format!(
                            "{} is created but never emitted, so no file is generated",
                            waiting.show
                        ),
                    )
                    .at(waiting.place.clone())
                    .hint("pass it to `emit(...)`, or to an environment's `emit`"),
                );
            }
        }
        warnings
    }
}
