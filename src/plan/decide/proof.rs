//! What shows that `sw` made a file that is to be deleted.
//!
//! The ledger comes with a clone, so that a line of it proves nothing: its author may mean a file that
//! was never `sw`'s. Deleting is strict therefore. Overwriting is not: the recipe itself names that file, what is on
//! disk is what the line says byte for byte, and the plan shows the change.

use super::block_merge::written;
use super::planner::Planner;
use crate::files::private;
use crate::plan::change::Reason;
use crate::plan::ledger::Entry;

impl Planner<'_> {
    /// Why a file, or a block in it, is not deleted though the ledger lists it; `touched` is what was done to it by hand.
    pub(crate) fn withheld(&self, entry: &Entry, touched: Option<Reason>) -> Option<Reason> {
        if private(entry.path.as_str()).is_some() {
            return Some(Reason::Private);
        }
        touched.or_else(|| (!self.is_proven(entry)).then_some(Reason::Unproven))
    }

    /// Whether this machine wrote what is there, or git can bring it back.
    fn is_proven(&self, entry: &Entry) -> bool {
        let is_kept = |kept: Vec<u8>| written(entry, &kept).as_ref() == Some(&entry.sha256);
        self.witness.wrote(entry) || self.witness.kept(&entry.path).is_some_and(is_kept)
    }
}
