//! Snapshots that `sw test --bless` writes.

use super::super::exit::Failure;
use super::super::site::put;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::model::FilePath;
use sw::testing::Outcome;

/// Writes the snapshots of tests that passed otherwise; gives their paths.
pub(super) fn write(outcomes: &[Outcome], root: &Path) -> Result<Vec<String>, Failure> {
    let mut written = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.has_passed()) {
        for (path, text) in &outcome.snapshots {
            put(root, &own(path, &outcome.test.file)?, text)?;
            written.push(path.clone());
        }
    }
    Ok(written)
}

/// The path, when it is one that the test may write: what a worker says is not believed.
fn own(path: &str, file: &str) -> Result<FilePath, Diagnostic> {
    let (folder, name) = file.rsplit_once('/').map_or(("", file), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    let start = format!("{folder}{slash}snapshots/{}/", name.trim_end_matches(".rhai"));
    let is_own = path.strip_prefix(&start).is_some_and(|name| name.ends_with(".snap") && !name.contains('/'));
    let parsed = FilePath::parse(path).ok().filter(|_| is_own);
    parsed
        .ok_or_else(|| Diagnostic::error("internal-error", format!("a test of `{file}` makes the snapshot {path:?}, which is not its own")))
}
