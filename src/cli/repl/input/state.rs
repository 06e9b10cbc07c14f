//! Where sessions keep what is not the project's: in the user's own folder, for their eyes alone.

use std::path::PathBuf;
use sw::write::State;

/// The permissions of a file for its owner alone.
pub(crate) const PRIVATE: u32 = 0o600;

/// The folder of `sw` among what programs keep for a user; none when the system has no such place.
pub(crate) fn folder() -> Option<PathBuf> {
    State::of_user().folder().map(PathBuf::from)
}
