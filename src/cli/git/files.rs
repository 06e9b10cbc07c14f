//! The files of a project, as git sees them.
//!
//! They are looked for through the one door for reading: rules that are a pipe, or that never end, come with a clone
//! as well as any other file.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;
use sw::files::{Entry, FileError, Folder, Kind};

/// How large a file of rules may be, in bytes.
const RULES: u64 = 1 << 20;
/// How deep folders are looked into.
const DEEPEST: usize = 64;
/// How many files and folders are looked at.
const MOST: usize = 200_000;

/// The recipe files below a folder that git would keep, sorted, as paths from it.
pub(crate) fn recipe_files(root: &Path) -> Vec<String> {
    let is_recipe =
        |path: &str| !path.split('/').any(|part| part.starts_with('.')) && path.ends_with(".rhai");
    kept_files(root, &is_recipe)
}

/// The files below a folder that git would keep and that are wanted, sorted, as paths from it. Links are none.
pub(crate) fn kept_files(root: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
    found_files(root, Some(root), is_wanted).files
}

/// What a walk found.
#[derive(Default)]
pub(crate) struct GitFiles {
    /// The files, sorted.
    pub(crate) files: Vec<String>,
    /// How many are neither files nor folders nor links.
    pub(crate) others: usize,
    /// Folders that could not be listed, and why.
    pub(crate) problems: Vec<(String, FileError)>,
}

/// The files below a folder that are wanted, without those that git leaves out by rules in the folders between it and
/// `outer`, or of its repository; all of them where `outer` is none.
pub(crate) fn found_files(
    root: &Path,
    outer: Option<&Path>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> GitFiles {
    let folder = match Folder::open(root) {
        Ok(folder) => folder,
        Err(error) => {
            return GitFiles { problems: vec![(String::new(), error)], ..GitFiles::default() };
        }
    };
    let rules = outer.map(|outer| rules_above(root, outer)).unwrap_or_default();
    let mut walk = Walk {
        root,
        folder,
        with_rules: outer.is_some(),
        rules,
        is_wanted,
        found: GitFiles::default(),
        left: MOST,
    };
    walk.enter("");
    walk.found.files.sort_by(|a, b| Path::new(a).cmp(Path::new(b)));
    walk.found
}

/// A walk through the folders.
struct Walk<'a> {
    root: &'a Path,
    folder: Folder,
    with_rules: bool,
    /// What git leaves out, those of inner folders last.
    rules: Vec<Gitignore>,
    is_wanted: &'a dyn Fn(&str) -> bool,
    found: GitFiles,
    /// How many may still be looked at.
    left: usize,
}

impl Walk<'_> {
    fn enter(&mut self, at: &str) {
        let entries = match self.folder.entries(at, self.left) {
            Ok(entries) => entries,
            Err(error) => return self.found.problems.push((at.into(), error)),
        };
        let known = self.rules.len();
        if self.with_rules {
            self.rules.extend(rules(&self.folder, at, ".gitignore", &self.root.join(at)));
        }
        self.left -= entries.len();
        for Entry { name, kind } in entries {
            let path = if at.is_empty() { name } else { format!("{at}/{name}") };
            match kind {
                _ if path == ".git" || path.ends_with("/.git") || self.is_left_out(&path, kind) => {
                }
                Kind::Folder if path.split('/').count() < DEEPEST => self.enter(&path),
                Kind::Folder => self.found.problems.push((path, FileError::TooMany(DEEPEST))),
                Kind::File if (self.is_wanted)(&path) => self.found.files.push(path),
                Kind::File | Kind::Link => {}
                Kind::Other => self.found.others += 1,
            }
        }
        self.rules.truncate(known);
    }

    /// The rules of the innermost folder decide, if they say anything.
    fn is_left_out(&self, path: &str, kind: Kind) -> bool {
        let full = self.root.join(path);
        let said = self.rules.iter().rev().map(|rules| rules.matched(&full, kind == Kind::Folder));
        said.into_iter()
            .find(|said| !matches!(said, Match::None))
            .is_some_and(|said| said.is_ignore())
    }
}

/// The rules of the folders above a folder, the outermost first: up to the top of its repository, or to `outer`.
fn rules_above(root: &Path, outer: &Path) -> Vec<Gitignore> {
    let top = root
        .ancestors()
        .find(|folder| folder.join(".git").symlink_metadata().is_ok())
        .unwrap_or(outer);
    let mut above: Vec<&Path> =
        root.ancestors().skip(1).take_while(|folder| folder.starts_with(top)).collect();
    above.reverse();
    let open = |at: &Path, path: &str| {
        Folder::open(at).ok().and_then(|folder| rules(&folder, "", path, at))
    };
    let own = open(top, ".git/info/exclude");
    own.into_iter().chain(above.into_iter().filter_map(|at| open(at, ".gitignore"))).collect()
}

/// The rules in a file below an open folder, which hold below `from`.
fn rules(folder: &Folder, at: &str, name: &str, from: &Path) -> Option<Gitignore> {
    let path = if at.is_empty() { name.to_string() } else { format!("{at}/{name}") };
    let text = folder.plain(&path).ok()?.text(RULES).ok()?;
    let mut builder = GitignoreBuilder::new(from);
    for line in text.lines() {
        // A line that git does not understand either counts for nothing.
        let _unfit = builder.add_line(None, line);
    }
    builder.build().ok()
}
