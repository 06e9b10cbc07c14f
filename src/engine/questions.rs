//! What recipes ask for from outside, and what they are given: texts by name.

use super::run::lock;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The questions of a run, and the answers that were given beforehand.
#[derive(Debug, Default)]
pub struct Questions {
    given: BTreeMap<String, String>,
    asked: Mutex<BTreeMap<String, String>>,
}

impl Questions {
    /// Nothing was asked for yet.
    pub(super) fn new(given: BTreeMap<String, String>) -> Self {
        Self { given, asked: Mutex::default() }
    }

    /// The text that was given for `name`; notes that it was asked for, and `what` it is.
    pub fn ask(&self, name: &str, what: &str) -> Option<&str> {
        lock(&self.asked).entry(name.into()).or_insert_with(|| what.into());
        self.given.get(name).map(String::as_str)
    }

    /// What was asked for so far.
    pub(super) fn asked(&self) -> BTreeMap<String, String> {
        lock(&self.asked).clone()
    }

    /// Takes what was asked for: what each is, by name.
    pub(super) fn take_asked(&self) -> BTreeMap<String, String> {
        std::mem::take(&mut lock(&self.asked))
    }
}
