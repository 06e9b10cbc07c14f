//! What recipes ask for from outside, and what they are given: texts by name.

use crate::util::lock::lock;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The questions of a run, and the answers that were given beforehand.
#[derive(Debug, Default)]
pub struct Questions {
    given: Mutex<BTreeMap<String, String>>,
    asked: Mutex<BTreeMap<String, String>>,
}

impl Questions {
    /// Nothing was asked for yet.
    pub(crate) fn new(given: BTreeMap<String, String>) -> Self {
        Self { given: Mutex::new(given), asked: Mutex::default() }
    }

    /// The text that was given for `name`; notes that it was asked for, and `what` it is.
    pub fn ask(&self, name: &str, what: &str) -> Option<String> {
        lock(&self.asked).entry(name.into()).or_insert_with(|| what.into());
        lock(&self.given).get(name).cloned()
    }

    /// All that was given beforehand.
    pub(crate) fn given(&self) -> BTreeMap<String, String> {
        lock(&self.given).clone()
    }

    /// Gives more than was given before.
    pub(crate) fn give(&self, more: BTreeMap<String, String>) {
        lock(&self.given).extend(more);
    }

    /// What was asked for so far.
    pub(crate) fn asked(&self) -> BTreeMap<String, String> {
        lock(&self.asked).clone()
    }

    /// Takes what was asked for: what each is, by name.
    pub(crate) fn take_asked(&self) -> BTreeMap<String, String> {
        std::mem::take(&mut lock(&self.asked))
    }
}
