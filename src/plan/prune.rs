//! What happens to files that a recipe emitted once and no longer does.

use super::decide::Desk;
use super::disk::Found;
use super::ledger::Entry;
use super::share::without_block;
use super::{Action, Change};
use crate::diag::Diagnostic;
use crate::model::Own;

impl Desk<'_> {
    /// What happens to a file that nobody wants; nothing, when it is gone already.
    ///
    /// A link or a folder in its place is somebody else's: what `sw` made is gone.
    pub(super) fn prune(&mut self, entry: &Entry) -> Result<Option<Change>, Box<Diagnostic>> {
        let found = self.look(&entry.path, None)?;
        self.new.remove(&entry.path, &entry.recipe);
        let Found::File(before) = found else { return Ok(None) };
        let outcome = match entry.own {
            Own::Whole => Some((None, self.touched(&before, entry))),
            Own::Block => without_block(&before, entry),
            Own::Seed => None,
        };
        let Some((after, reason)) = outcome else { return Ok(None) };
        let action = match reason.filter(|reason| !(self.scope.force && reason.yields())) {
            Some(reason) => Action::Conflict(reason),
            None if after.is_some() => Action::Update,
            None => Action::Delete,
        };
        let Entry { path, environment, recipe, own, .. } = entry.clone();
        Ok(Some(self.noted(Change {
            path,
            action,
            before: Some(before),
            after,
            environment,
            recipe,
            own,
            origin: None,
            known: true,
            is_hidden: false,
        })))
    }
}
