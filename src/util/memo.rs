//! What was looked up before, by kind and name; a look at it makes no texts.

use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// What was found for names of several kinds.
pub(crate) struct Memo<T>(Mutex<FxHashMap<String, FxHashMap<String, T>>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Memo<T> {
    /// What was found before, else what `find` gives, which is kept. Two threads may look at the same time: what they find is the same.
    pub(crate) fn or_find(&self, kind: &str, name: &str, find: impl FnOnce() -> T) -> T {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(kind).and_then(|names| names.get(name)).cloned();
        known.unwrap_or_else(|| {
            let found = find();
            kept().entry(kind.into()).or_default().insert(name.into(), found.clone());
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_looked_for_once() {
        let (seen, mut count) = (Memo::default(), 0);
        for (kind, name) in [("a", "x"), ("a", "y"), ("b", "x"), ("a", "x"), ("b", "x")] {
            let found = seen.or_find(kind, name, || {
                count += 1;
                format!("{kind}{name}")
            });
            assert_eq!(found, format!("{kind}{name}"));
        }
        assert_eq!(count, 3);
    }
}
