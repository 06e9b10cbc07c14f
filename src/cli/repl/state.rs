//! Where sessions keep what is not the project's: in the user's own folder, for their eyes alone.

use std::path::PathBuf;

/// The permissions of a file for its owner alone.
pub(super) const PRIVATE: u32 = 0o600;

/// The folder of `sw` among what programs keep for a user; none when the system has no such place.
pub(super) fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) { set("LOCALAPPDATA") } else { set("XDG_STATE_HOME").or_else(|| Some(set("HOME")?.join(".local/state"))) };
    Some(base?.join("sw"))
}
