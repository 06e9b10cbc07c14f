//! The files below folders, as git sees them: without what it ignores, and without what is no text.

use anyhow::Context as _;
use ignore::{DirEntry, WalkBuilder};
use std::fs;
use std::path::{Path, PathBuf};
use sw::diag::{Diagnostic, words};

/// The largest file that is read: what people write is smaller.
const LARGEST: u64 = 5 << 20;

/// How a walk went.
#[derive(Default)]
pub(super) struct Visited {
    pub(super) files: usize,
    /// Files that are too large or no text.
    pub(super) skipped: usize,
    /// What can't be read.
    pub(super) problems: Vec<Diagnostic>,
}

/// Hands every text file below `paths` to `visit`, in the order of their names.
pub(super) fn walk(root: &Path, paths: &[PathBuf], visit: &mut dyn FnMut(&Path, &str)) -> anyhow::Result<Visited> {
    let mut visited = Visited::default();
    for path in paths {
        let start = root.join(path);
        start.symlink_metadata().with_context(|| format!("`{}` can't be read", path.display()))?;
        // Folders that git keeps for itself hold copies of everything.
        let is_kept = |entry: &DirEntry| entry.depth() == 0 || entry.file_name() != ".git";
        let entries = WalkBuilder::new(&start).hidden(false).require_git(false).filter_entry(is_kept).sort_by_file_path(Path::cmp).build();
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => read(entry.path(), root, &mut visited, visit),
                Ok(_) => {}
                Err(error) => visited.problems.push(unreadable(&error.to_string(), None)),
            }
        }
    }
    Ok(visited)
}

fn read(path: &Path, root: &Path, visited: &mut Visited, visit: &mut dyn FnMut(&Path, &str)) {
    let shown = path.strip_prefix(root).unwrap_or(path);
    let shown = shown.strip_prefix(".").unwrap_or(shown);
    let is_large = fs::metadata(path).is_ok_and(|data| data.len() > LARGEST);
    match if is_large { Ok(Vec::new()) } else { fs::read(path) } {
        Ok(bytes) if is_large || bytes.contains(&0) => visited.skipped += 1,
        Ok(bytes) => {
            visited.files += 1;
            visit(shown, &String::from_utf8_lossy(&bytes));
        }
        Err(error) => visited.problems.push(unreadable(&format!("`{}`", shown.display()), Some(&error))),
    }
}

fn unreadable(what: &str, error: Option<&std::io::Error>) -> Diagnostic {
    let problem = Diagnostic::error("system-error", format!("{what} can't be read"));
    let problem = error.map(words::system).into_iter().fold(problem, Diagnostic::note);
    problem.hint("make it readable, or leave it out: name the folders to scan")
}
