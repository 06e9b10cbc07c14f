//! Committed pages that a test renders anew.

use super::expected::{difference, is_blessing, repair};
use super::paths::in_repository;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// The pages in `tests/<kind>/`, sorted.
///
/// # Panics
/// When the folder can't be listed.
pub(crate) fn all(kind: &str) -> Vec<PathBuf> {
    let entries =
        in_repository("tests").join(kind).read_dir().expect("the pages stand beside their test");
    let mut pages: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder can be listed to its end").path()).collect();
    pages.sort();
    pages
}

/// A page's name, as a test is called.
pub(crate) fn named(page: &Path) -> String {
    page.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Compares `actual` with the file at `path`, or writes it there. `test` names the test target,
/// for the command that repairs a difference.
///
/// # Errors
/// With the difference, or when the file can't be written.
pub(crate) fn settle(path: &Path, actual: &str, test: &str) -> Result<()> {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual && path.exists() {
        return Ok(());
    }
    if is_blessing() {
        return fs::write(path, actual)
            .with_context(|| format!("cannot write `{}`", path.display()));
    }
    let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    let difference = difference(&shown, &expected, actual);
    ensure!(false, "{difference}\n{}", repair(test));
    Ok(())
}
