//! Who can say that `sw` made a file.

use crate::model::FilePath;
use crate::plan::ledger::Entry;

/// Who can say more about a file than the ledger does.
///
/// In CI, where a clone is fresh and the machine has written nothing before, git keeps everything.
pub trait Witness {
    /// Whether this machine wrote what a line of the ledger says.
    fn wrote(&self, entry: &Entry) -> bool;

    /// What git keeps of a file, from where it can be had back.
    fn kept(&self, path: &FilePath) -> Option<Vec<u8>>;
}
