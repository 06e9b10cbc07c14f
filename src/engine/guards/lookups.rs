//! The names in a run's files that are more than names when they are looked up.

use crate::engine::lint::variables::captured::Captured;
use crate::util::lock::lock;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What to look out for in a run's files.
#[derive(Default)]
pub(crate) struct Lookups {
    /// Whether there is anything: most variables are looked up without more than this.
    pub(super) any: AtomicBool,
    pub(super) files: Mutex<BTreeMap<String, Names>>,
}

/// The names of a file that are more than names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Variables that are given to a closure of their own.
    pub(crate) captured: Captured,
    /// Variables whose maps get keys by assignment.
    pub(crate) growing: BTreeSet<String>,
    /// Functions that share their name with a variable.
    pub(crate) functions: BTreeSet<String>,
}

impl Lookups {
    /// Takes note of a file.
    pub(crate) fn add(&self, file: &str, names: Names) {
        let Names { captured, growing, functions } = &names;
        if !(captured.made.is_empty()
            && captured.taken.is_empty()
            && growing.is_empty()
            && functions.is_empty())
        {
            lock(&self.files).insert(file.into(), names);
            self.any.store(true, Ordering::Relaxed);
        }
    }
}
