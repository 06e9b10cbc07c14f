//! Why a worker gave no result.

use crate::worker::protocol::Broken;

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The pipe broke.
    Broken(Broken),
    /// The worker is another version of the program.
    Version,
    /// It made more than it may.
    Output,
    /// It asked for more than it may.
    Input,
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}
