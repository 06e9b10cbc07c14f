//! Paths seen from the root of the git repository, as code hosts want them.

use crate::diag::Diagnostic;
use std::path::Path;

/// What stands before the paths of a folder: `shop/`, or nothing at the root and outside of git.
pub(super) fn prefix(folder: &Path) -> String {
    let root = folder.ancestors().find(|outer| outer.join(".git").exists());
    let inside = root.and_then(|root| folder.strip_prefix(root).ok()).map(|inside| inside.to_string_lossy().replace('\\', "/"));
    inside.filter(|inside| !inside.is_empty()).map_or_else(String::new, |inside| format!("{inside}/"))
}

/// A message with its places seen from there. The standard library is in no repository.
pub(super) fn in_repository(message: Diagnostic, prefix: &str) -> Diagnostic {
    message.renamed(|file| if file.starts_with("std/") { file.to_string() } else { format!("{prefix}{file}") })
}
