//! The files below folders that git carries or would carry: what it tracks, and what it does not ignore. Plain files
//! alone are opened, and no link is followed.

use super::read::{Piece, read};
use crate::cli::git::files::found_files;
use crate::cli::git::repository::tracked;
use anyhow::Context as _;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;

/// How a walk went.
#[derive(Default)]
pub(crate) struct Visited {
    pub(crate) files: usize,
    /// Files that are too large, or no plain ones.
    pub(crate) skipped: usize,
    /// What can't be read.
    pub(crate) problems: Vec<Diagnostic>,
}

/// Hands every file below `paths` to `visit` as text, in the order of their names, a large one piece by piece.
pub(crate) fn walk(
    root: &Path,
    paths: &[PathBuf],
    visit: &mut dyn FnMut(&Path, &Piece),
) -> anyhow::Result<Visited> {
    let mut visited = Visited::default();
    for path in paths {
        let start = root.join(path);
        start.symlink_metadata().with_context(|| format!("`{}` can't be read", path.display()))?;
        for file in files(root, &start, &mut visited) {
            let shown = file.strip_prefix(root).unwrap_or(&file);
            let shown = shown.strip_prefix(".").unwrap_or(shown);
            match read(&file, &mut |piece| visit(shown, piece)) {
                Ok(true) => visited.files += 1,
                Ok(false) => visited.skipped += 1,
                Err(error) => visited
                    .problems
                    .push(unreadable(&format!("`{}`", shown.display()), &error.to_string())),
            }
        }
    }
    Ok(visited)
}

/// The files below a folder, or the file itself.
fn files(root: &Path, start: &Path, visited: &mut Visited) -> BTreeSet<PathBuf> {
    if !start.is_dir() {
        return [start.to_path_buf()].into();
    }
    // Where git can't say what it tracks, nothing that it ignores is left out.
    let tracked = tracked(start);
    let found = found_files(start, tracked.as_ref().map(|_| root), &|_| true);
    visited.skipped += found.others;
    visited.problems.extend(found.problems.iter().map(|(path, error)| {
        unreadable(&format!("`{}`", start.join(path).display()), &error.to_string())
    }));
    let mut files: BTreeSet<PathBuf> = found.files.iter().map(|path| start.join(path)).collect();
    let others = tracked
        .unwrap_or_default()
        .into_iter()
        .filter(|path| is_plain(start, path))
        .map(|path| start.join(path));
    files.extend(others);
    files
}

/// Whether a path leads to a plain file through folders alone.
fn is_plain(start: &Path, path: &Path) -> bool {
    let kind = |path: &Path| start.join(path).symlink_metadata().map(|data| data.file_type());
    let is_folder = |folder: &Path| {
        folder.as_os_str().is_empty() || kind(folder).is_ok_and(|kind| kind.is_dir())
    };
    kind(path).is_ok_and(|kind| kind.is_file()) && path.ancestors().skip(1).all(is_folder)
}

fn unreadable(what: &str, why: &str) -> Diagnostic {
    Diagnostic::error("system-error", format!("{what} can't be read"))
        .note(why)
        .hint("make it readable, or leave it out: name the folders to scan")
}
