//! Files that a command writes by itself: no recipe makes them, and no ledger lists them.

use crate::cli::exit::Failure;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;
use sw::files::{FileError, Folder};
use sw::model::FilePath;
use sw::plan::Content;
use sw::project;
use sw::write;

/// The root of the project around a folder, and the text of its configuration.
pub(crate) fn configured(here: &Path) -> Result<(PathBuf, String), Failure> {
    let Some(root) = project::find(here) else {
        let none = project::Project::bare(here)
            .required_environments()
            .map(drop)
            .expect_err("a bare project has none");
        return Err((*none).into());
    };
    let text = project::text(&root).map_err(|error| *error)?;
    Ok((root, text))
}

/// The largest file that a command reads to change it.
const LARGEST: u64 = 16 << 20;

/// That a file which a command wants can't be read.
pub(crate) fn unreadable(path: &str, error: &FileError) -> Diagnostic {
    let hint = match error {
        FileError::Link => "put the file itself there: a link may lead to the file of another user",
        _ => "look at the file's permissions and its content",
    };
    Diagnostic::error("unreadable-file", format!("`{path}` can't be read: {error}")).hint(hint)
}

/// A path that the program itself chose.
pub(crate) fn known(path: &str) -> FilePath {
    FilePath::parse(path).expect("the program chooses good paths")
}

/// The text of a file, if there is one.
pub(crate) fn text(root: &Path, path: &str) -> Result<Option<String>, Failure> {
    match Folder::open(root).and_then(|folder| folder.plain(path)?.text(LARGEST)) {
        Ok(text) => Ok(Some(text)),
        Err(FileError::Missing) => Ok(None),
        Err(error) => Err(unreadable(path, &error).into()),
    }
}

/// Writes a file, with the permissions that it had.
pub(crate) fn put(root: &Path, path: &FilePath, text: &str) -> Result<(), Failure> {
    let mode = Folder::open(root)
        .and_then(|folder| folder.plain(path.as_str()))
        .map_or(0o644, |file| file.mode());
    let content = Content { mode, ..Content::new(text, false) };
    write::put(root, path, &content).map_err(|error| error.diagnostic())?;
    Ok(())
}

/// That a file which a command would write is there already.
pub(crate) fn already_there(path: &str) -> Diagnostic {
    Diagnostic::error("already-there", format!("`{path}` is there already"))
}
