//! What completions look things up in.

use crate::engine::reference::entry::{FunctionDoc, Reference};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

/// What helps while someone types, made when it is first asked for.
#[derive(Default)]
pub(crate) struct Documentation {
    pub(super) reference: OnceLock<Reference>,
    /// The functions of files that are imported, with their options.
    pub(super) modules: Mutex<BTreeMap<String, Vec<FunctionDoc>>>,
}
