//! Snapshots that `sw test --bless` writes.

use super::super::exit::Failure;
use crate::cli::project::site::put;
use std::collections::BTreeSet;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::files::Folder;
use sw::model::FilePath;
use sw::testing::Outcome;

/// Writes the snapshots of tests that passed otherwise; gives their paths.
pub(super) fn write(outcomes: &[Outcome], root: &Path) -> Result<Vec<String>, Failure> {
    let mut written = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.has_passed()) {
        let anew = outcome.snapshots.iter().filter_map(|(path, text)| Some((path, text.as_ref()?)));
        for (path, text) in anew {
            put(root, &own(path, &outcome.test.file)?, text)?;
            written.push(path.clone());
        }
    }
    Ok(written)
}

/// Snapshots on disk that no test compares, when all tests ran and passed: what is left of tests that were renamed or
/// removed.
pub(super) fn left_over(outcomes: &[Outcome], all: usize, root: &Path) -> Vec<String> {
    if outcomes.len() != all || !outcomes.iter().all(Outcome::has_passed) {
        return Vec::new();
    }
    let compared: BTreeSet<&String> =
        outcomes.iter().flat_map(|outcome| outcome.snapshots.keys()).collect();
    let files: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.test.file.as_str()).collect();
    let known = files.into_iter().flat_map(|file| {
        let folder = folder_of(file);
        let names = Folder::open(root)
            .and_then(|root| root.list(folder.trim_end_matches('/')))
            .unwrap_or_default();
        names
            .into_iter()
            .filter(|name| name.ends_with(".snap"))
            .map(move |name| format!("{folder}{name}"))
    });
    let mut left: Vec<String> = known.filter(|path| !compared.contains(path)).collect();
    left.sort();
    left
}

/// Where the snapshots of a file of tests are.
fn folder_of(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').map_or(("", file), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}snapshots/{}/", name.trim_end_matches(".rhai"))
}

/// The path, when it is one that the test may write: what a worker says is not believed.
fn own(path: &str, file: &str) -> Result<FilePath, Diagnostic> {
    let is_own = path
        .strip_prefix(&folder_of(file))
        .is_some_and(|name| name.ends_with(".snap") && !name.contains('/'));
    let parsed = FilePath::parse(path).ok().filter(|_| is_own);
    parsed.ok_or_else(|| {
        Diagnostic::error(
            "internal-error",
            format!("a test of `{file}` makes the snapshot {path:?}, which is not its own"),
        )
    })
}
