//! The options that recipe functions were last given.

use crate::value::Key;
use std::collections::BTreeMap;

/// What `options` was last called with, by the file and the depth of the calling function: what comes later in the same
/// function, or in one that it calls, speaks of it.
pub(crate) type LastGiven = BTreeMap<(String, usize), Options>;

/// The map that a function was given, and the names of all options that it has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) given: rhai::Map,
    pub(crate) names: Vec<Key>,
}
