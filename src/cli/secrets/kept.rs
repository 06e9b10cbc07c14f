//! How the files with values are kept: for their owner alone, and out of git.

use std::path::Path;
use std::process::{Command, Stdio};
use sw::diag::Diagnostic;
use sw::secrets::values::{readable, tracked, unignored};

/// What is wrong with how a file below the project's root is kept.
pub(super) fn flaws(root: &Path, file: &str) -> Vec<Diagnostic> {
    let exposed = mode(&root.join(file)).filter(|mode| mode & 0o077 != 0).map(|mode| readable(file, mode));
    let leaked = match (git(root, &["ls-files", "--error-unmatch", "--", file]), git(root, &["check-ignore", "--quiet", "--", file])) {
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
    root.ancestors().find(|outer| outer.join(".git").exists())?;
    let mut command = Command::new("git");
    // A program that the repository's configuration names is not started for this.
    command.arg("-C").arg(root).args(["-c", "core.fsmonitor=false"]).args(arguments);
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    match status.code() {
        Some(0) => Some(true),
        Some(1) => Some(false),
        _ => None,
    }
}
