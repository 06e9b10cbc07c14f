//! How the files with values are kept: for their owner alone, and out of git.

use crate::cli::git::client::Git;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::secrets::values::{readable, tracked, unignored};

/// What is wrong with how a file below the project's root is kept.
pub(crate) fn flaws(root: &Path, file: &str) -> Vec<Diagnostic> {
    let exposed =
        mode(&root.join(file)).filter(|mode| mode & 0o077 != 0).map(|mode| readable(file, mode));
    let leaked = match (
        git(root, &["ls-files", "--error-unmatch", "--", file]),
        git(root, &["check-ignore", "--quiet", "--", file]),
    ) {
        (Some(true), _) => Some(tracked(file)),
        (_, Some(false)) => Some(unignored(file)),
        _ => None,
    };
    exposed.into_iter().chain(leaked).collect()
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(&path.metadata().ok()?.permissions()) & 0o777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

/// Whether git says yes; none outside of a repository, and where there is no git.
fn git(root: &Path, arguments: &[&str]) -> Option<bool> {
    match Git::start(root, arguments)?.answer()?.0.code() {
        Some(0) => Some(true),
        Some(1) => Some(false),
        _ => None,
    }
}
