//! The git repository around: paths seen from its root, as code hosts want them, and what it tracks.

use super::client::Git;
#[cfg(unix)]
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;
use sw::project;

/// What is before the paths of a folder: `shop/`, or nothing at the root and outside of git.
pub(crate) fn prefix(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let root = folder.ancestors().find(|outer| outer.join(".git").exists());
    let inside = root
        .and_then(|root| folder.strip_prefix(root).ok())
        .map(|inside| inside.to_string_lossy().replace('\\', "/"));
    inside
        .filter(|inside| !inside.is_empty())
        .map_or_else(String::new, |inside| format!("{inside}/"))
}

/// The same for the project around the folder that a command is started in, before more is known of it.
pub(crate) fn project_prefix(directory: Option<&Path>) -> String {
    let Ok(here) = std::env::current_dir() else { return String::new() };
    let here = directory.map_or(here.clone(), |directory| here.join(directory));
    let here = here.canonicalize().unwrap_or(here);
    prefix(&project::find(&here).unwrap_or(here))
}

/// A message with its places seen from there. The standard library is in no repository.
pub(crate) fn in_repository(message: Diagnostic, prefix: &str) -> Diagnostic {
    message.renamed(|file| {
        if file.starts_with("std/") { file.to_string() } else { format!("{prefix}{file}") }
    })
}

/// The files below a folder that git tracks, as paths from it. None where there is a repository and git does not say.
pub(crate) fn tracked(folder: &Path) -> Option<Vec<PathBuf>> {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    if !folder.is_dir() || !whole.ancestors().any(|outer| outer.join(".git").exists()) {
        return Some(Vec::new());
    }
    let (_, said) = Git::start(folder, &["ls-files", "-z", "--cached"])?
        .answer()
        .filter(|(status, _)| status.success())?;
    let names = said.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Some(names.map(path).collect())
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
