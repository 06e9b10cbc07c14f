//! The files below folders that git carries or would carry: what it tracks, and what it does not ignore. Plain files
//! alone are opened, and no link is followed.

use super::super::repository::tracked;
use super::read::{Piece, read};
use anyhow::Context as _;
use ignore::{DirEntry, WalkBuilder};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use sw::diag::{Diagnostic, words};

/// How a walk went.
#[derive(Default)]
pub(super) struct Visited {
    pub(super) files: usize,
    /// Files that are too large, or no plain ones.
    pub(super) skipped: usize,
    /// What can't be read.
    pub(super) problems: Vec<Diagnostic>,
}

/// Hands every file below `paths` to `visit` as text, in the order of their names, a large one piece by piece.
pub(super) fn walk(root: &Path, paths: &[PathBuf], visit: &mut dyn FnMut(&Path, &Piece)) -> anyhow::Result<Visited> {
    let mut visited = Visited::default();
    for path in paths {
        let start = root.join(path);
        start.symlink_metadata().with_context(|| format!("`{}` can't be read", path.display()))?;
        for file in files(&start, &mut visited) {
            let shown = file.strip_prefix(root).unwrap_or(&file);
            let shown = shown.strip_prefix(".").unwrap_or(shown);
            match read(&file, &mut |piece| visit(shown, piece)) {
                Ok(true) => visited.files += 1,
                Ok(false) => visited.skipped += 1,
                Err(error) => visited.problems.push(unreadable(&format!("`{}`", shown.display()), Some(&error))),
            }
        }
    }
    Ok(visited)
}

/// The files below a folder, or the file itself.
fn files(start: &Path, visited: &mut Visited) -> BTreeSet<PathBuf> {
    // Folders that git keeps for itself hold copies of everything.
    let is_kept = |entry: &DirEntry| entry.depth() == 0 || entry.file_name() != ".git";
    let tracked = tracked(start);
    let mut walk = WalkBuilder::new(start);
    // `.ignore` is none of git's files. Where git can't say what it tracks, nothing that it ignores is left out.
    walk.hidden(false).ignore(false).require_git(false).filter_entry(is_kept);
    walk.git_ignore(tracked.is_some()).git_exclude(tracked.is_some()).git_global(tracked.is_some());
    let mut files = BTreeSet::new();
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                files.insert(entry.into_path());
            }
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir() && !kind.is_symlink()) => visited.skipped += 1,
            Ok(_) => {}
            Err(error) => visited.problems.push(unreadable(&error.to_string(), None)),
        }
    }
    let others = tracked.unwrap_or_default().into_iter().filter(|path| is_plain(start, path)).map(|path| start.join(path));
    files.extend(others);
    files
}

/// Whether a path leads to a plain file through folders alone.
fn is_plain(start: &Path, path: &Path) -> bool {
    let kind = |path: &Path| start.join(path).symlink_metadata().map(|data| data.file_type());
    let is_folder = |folder: &Path| folder.as_os_str().is_empty() || kind(folder).is_ok_and(|kind| kind.is_dir());
    kind(path).is_ok_and(|kind| kind.is_file()) && path.ancestors().skip(1).all(is_folder)
}

fn unreadable(what: &str, error: Option<&std::io::Error>) -> Diagnostic {
    let problem = Diagnostic::error("system-error", format!("{what} can't be read"));
    let problem = error.map(words::system).into_iter().fold(problem, Diagnostic::note);
    problem.hint("make it readable, or leave it out: name the folders to scan")
}
