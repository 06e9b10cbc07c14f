//! What became of a write that a process left halfway when it died.

use crate::diag::{Diagnostic, words};
use crate::model::FilePath;

/// What became of a write that was left halfway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Whether it was finished; else it was taken back.
    pub finished: bool,
    /// The files that it was about.
    pub files: Vec<FilePath>,
    /// Files that another process changed since; they were left alone.
    pub left: Vec<FilePath>,
}

/// How many files are named.
const NAMED: usize = 10;

impl Recovered {
    /// The message about it.
    pub fn diagnostic(&self) -> Diagnostic {
        let what = if self.finished { "finished" } else { "taken back" };
        let files = words::count(self.files.len(), "file");
        let note = Diagnostic::warning(
            "interrupted",
            format!("an earlier run stopped while it wrote {files}; that was {what} now"),
        );
        let note = note.note(named(&self.files));
        if self.left.is_empty() {
            return note;
        }
        note.note(format!("{} changed since and stayed as found", named(&self.left)))
            .hint("look at the diff of the next plan")
    }
}

/// The first of the files, and how many more there are.
fn named(files: &[FilePath]) -> String {
    let names = files.iter().take(NAMED).map(FilePath::as_str);
    match files.len().saturating_sub(NAMED) {
        0 => words::list(names, "and"),
        more => format!(
            "{} and {}",
            names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
            words::count(more, "more file")
        ),
    }
}
