//! What happens when a recipe looks up a variable, besides finding it.
//!
//! The language calls us for every variable, and this is the only place where it does: a variable that
//! would be locked gets a copy (see [`Captured`]), and a map that grows shows in which order.

use crate::engine::lint::variables::captured::Captured;
use crate::engine::run::context::{Run, lock};
use rhai::{Dynamic, EvalContext, FnPtr, Map};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What to look out for in a run's files.
#[derive(Default)]
pub(crate) struct Lookups {
    /// Whether there is anything: most variables are looked up without more than this.
    any: AtomicBool,
    files: Mutex<BTreeMap<String, Names>>,
}

/// The names of a file that are more than names.
#[derive(Default)]
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

impl Run {
    /// What replaces a variable that is looked up, if anything does.
    pub(crate) fn look_up(
        &self,
        name: &str,
        index: usize,
        context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    ) -> Option<Dynamic> {
        if !self.lookups.any.load(Ordering::Relaxed) {
            return None;
        }
        let files = lock(&self.lookups.files);
        let file = context.source()?;
        let names = files.get(file)?;
        if names.growing.contains(name) {
            self.look_at(file, name, context);
        }
        let captured = if index > 0 { &names.captured.made } else { &names.captured.taken };
        if captured.contains(name) {
            return own_copy(name, context);
        }
        let is_function =
            index == 0 && names.functions.contains(name) && context.scope().get(name).is_none();
        is_function.then(|| FnPtr::new(name).ok().map(Dynamic::from)).flatten()
    }

    /// Follows a map while it grows.
    fn look_at(&self, file: &str, name: &str, context: &EvalContext<'_, '_, '_, '_, '_, '_>) {
        // A variable that is locked is being changed right now; only one that is shared can be, and asking
        // any other would look through all that it holds.
        let is_free = |value: &&Dynamic| !(value.is_shared() && value.is_locked());
        let map =
            context.scope().get(name).filter(is_free).and_then(|value| value.read_lock::<Map>());
        if let Some(map) = map {
            lock(&self.sources).orders.look_at(&format!("{file}:{name}"), &map);
        }
    }
}

/// Gives a variable a value of its own again once it was shared with a closure, which gets the shared one.
///
/// After a variable is shared the next to look it up is the closure. A constant can't be given
/// another value: a look-up returns a copy.
fn own_copy(name: &str, context: &mut EvalContext<'_, '_, '_, '_, '_, '_>) -> Option<Dynamic> {
    let value = context.scope().get(name)?;
    if value.is_read_only() {
        return Some(value.clone().flatten());
    }
    let shared = value.is_shared().then(|| value.clone())?;
    if let Some(value) = context.scope_mut().get_mut(name) {
        *value = shared.clone().flatten();
    }
    Some(shared)
}
