//! Which parts of a value to pass over: those already found to be at fault.

use crate::value::tree::path::{Path, Step};
use std::collections::BTreeMap;

/// A tree of paths whose ends are left out.
#[derive(Debug, Default)]
pub(super) struct Omit {
    whole: bool,
    below: BTreeMap<Step, Omit>,
}

impl Omit {
    /// Leaves out what is at `path`; false when it was left out before.
    pub(super) fn add(&mut self, path: &Path) -> bool {
        let end =
            path.0.iter().fold(self, |omit, step| omit.below.entry(step.clone()).or_default());
        !std::mem::replace(&mut end.whole, true)
    }

    /// Whether what is at `path`, or something inside it, is left out.
    pub(super) fn touches(&self, path: &Path) -> bool {
        path.0
            .iter()
            .try_fold(self, |omit, step| omit.below.get(step))
            .is_some_and(|omit| omit.whole || !omit.below.is_empty())
    }

    /// What to leave out below `step`; nothing when the step itself is left out.
    pub(super) fn step(&self, step: &Step) -> Option<&Omit> {
        match self.below.get(step) {
            Some(omit) if omit.whole => None,
            Some(omit) => Some(omit),
            None => Some(&NOTHING),
        }
    }
}

static NOTHING: Omit = Omit { whole: false, below: BTreeMap::new() };
