//! What happens to files that a recipe emitted once and no longer does.

use super::block_merge::without_block;
use super::planner::Planner;
use crate::diag::Diagnostic;
use crate::model::Own;
use crate::plan::change::{Action, Change, Reason};
use crate::plan::content::Content;
use crate::plan::disk::DiskEntry;
use crate::plan::ledger::Entry;

type Outcome = (Option<Content>, Option<Content>, Option<Reason>);

impl Planner<'_> {
    /// What happens to a file that no one wants; nothing, when it no longer exists already.
    ///
    /// A link or a folder in its place belongs to another program: what `sw` made no longer exists.
    pub(crate) fn prune(&mut self, entry: &Entry) -> Result<Option<Change>, Box<Diagnostic>> {
        let found = self.look(&entry.path, None)?;
        self.new.remove(&entry.path, &entry.recipe);
        let Some((before, after, reason)) = self.outcome(found, entry) else { return Ok(None) };
        let reason = self.withheld(entry, reason);
        // What may hold secrets is not shown either.
        let before = before.filter(|_| reason != Some(Reason::Private));
        let action = match reason.filter(|reason| !(self.scope.force && reason.yields())) {
            Some(reason) => Action::Conflict(reason),
            None if after.is_some() => Action::Update,
            None => Action::Delete,
        };
        let Entry { path, environment, recipe, own, .. } = entry.clone();
        let change = Change {
            path,
            action,
            before,
            after,
            environment,
            recipe,
            own,
            origin: None,
            known: true,
            is_hidden: false,
        };
        Ok(Some(self.noted(change)))
    }

    /// What is there, what is left of it, and why it may not be changed; none when it is nothing of ours.
    fn outcome(&self, found: DiskEntry, entry: &Entry) -> Option<Outcome> {
        match (found, entry.own) {
            (DiskEntry::File(before), Own::Whole) => {
                let touched = self.touched(&before, entry);
                Some((Some(before), None, touched))
            }
            (DiskEntry::File(before), Own::Block) => {
                let (after, reason) = without_block(&before, entry)?;
                Some((Some(before), after, reason))
            }
            (DiskEntry::TooLarge, Own::Whole | Own::Block) => {
                Some((None, None, Some(Reason::TooLarge)))
            }
            _ => None,
        }
    }
}
