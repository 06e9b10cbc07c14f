//! Whose files are: what another user left in a folder above counts for no one else.

use std::path::Path;

/// Whether something belongs to this user, to the system, or to the owner of the working folder.
#[cfg(unix)]
pub fn is_ours(path: &Path, start: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| path.symlink_metadata().ok().map(|facts| facts.uid());
    let ours = [Some(0), Some(rustix::process::geteuid().as_raw()), owner(start)];
    let owner = owner(path);
    owner.is_some() && ours.contains(&owner)
}

/// Other systems keep users apart by folders.
#[cfg(not(unix))]
pub fn is_ours(_path: &Path, _start: &Path) -> bool {
    true
}
