//! What happens to files that the recipe emitted once and no longer does.

use super::decide::{Desk, unreadable};
use super::disk::Found;
use super::ledger::{Entry, Ledger};
use super::names::Wanted;
use super::share::without_block;
use super::{Action, Change, Scope};
use crate::diag::Diagnostic;
use crate::model::{FilePath, Own};
use rustc_hash::FxHashSet;

/// The recipe's entries that nothing in this run wants, whatever environment it is limited to.
pub(super) fn candidates<'a>(wanted: &[Wanted], ledger: &'a Ledger, scope: &Scope) -> Vec<&'a Entry> {
    let emitted: FxHashSet<&FilePath> = wanted.iter().map(|wanted| &wanted.file.path).collect();
    let ours = ledger.entries().filter(|entry| entry.recipe == scope.recipe && scope.covers(entry.environment.as_deref()));
    ours.filter(|entry| !emitted.contains(&entry.path)).collect()
}

impl Desk<'_> {
    /// What happens to a file that nobody wants; nothing, when it is gone already.
    ///
    /// A link or a folder in its place is somebody else's: what `sw` made is gone.
    pub(super) fn prune(&mut self, entry: &Entry) -> Result<Option<Change>, Box<Diagnostic>> {
        let found = self.disk.look(&entry.path).map_err(|error| unreadable(&entry.path, &error, None))?;
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
        let (path, environment) = (entry.path.clone(), entry.environment.clone());
        Ok(Some(Change { path, action, before: Some(before), after, environment, origin: None, known: true }))
    }
}
