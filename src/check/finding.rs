//! What a check finds.

use crate::diag::Diagnostic;

/// Something that is wrong between the files of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The emit of the file that it was found in.
    pub emit: u32,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}
