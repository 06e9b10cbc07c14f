//! What happens when a recipe looks up a variable, besides finding it.
//!
//! The language calls us for every variable, and this is the only place where it does: a variable that
//! would be locked gets a copy (see [`Captured`](crate::engine::lint::variables::captured::Captured)), and a map that grows shows in which order.

use crate::engine::run::context::Run;
use crate::util::lock::lock;
use rhai::{Dynamic, EvalContext, FnPtr, Map};
use std::sync::atomic::Ordering;

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
