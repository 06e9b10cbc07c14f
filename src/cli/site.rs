//! Files that a command writes by itself: no recipe makes them, and no ledger lists them.

use super::exit::Failure;
use anyhow::Context as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;
use sw::model::FilePath;
use sw::plan::Content;
use sw::project::{self, CONFIG};
use sw::write;

/// The root of the project around a folder, and the text of its configuration.
pub(super) fn configured(here: &Path) -> Result<(PathBuf, String), Failure> {
    let Some(file) = project::find(here) else {
        let none = project::Project::bare(here).required_environments().map(drop).expect_err("a bare project has none");
        return Err((*none).into());
    };
    let root = file.ancestors().nth(2).expect("a configuration stands two levels below the root").to_path_buf();
    Ok((root, fs::read_to_string(&file).with_context(|| format!("`{CONFIG}` can't be read"))?))
}

/// A path that the program itself chose.
pub(super) fn known(path: &str) -> FilePath {
    FilePath::parse(path).expect("the program chooses good paths")
}

/// The text of a file, if there is one.
pub(super) fn text(root: &Path, path: &str) -> Result<Option<String>, Failure> {
    match fs::read_to_string(root.join(path)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(anyhow::Error::from(error).context(format!("`{path}` can't be read")).into()),
    }
}

/// Writes a file, with the permissions that it had.
pub(super) fn put(root: &Path, path: &FilePath, text: &str) -> Result<(), Failure> {
    let mode = mode(&root.join(path.as_str()));
    let content = Content { mode: mode.unwrap_or(0o644), ..Content::new(text, false) };
    write::put(root, path, &content).map_err(|error| error.diagnostic())?;
    Ok(())
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

/// That a file which a command would write is there already.
pub(super) fn already_there(path: &str) -> Diagnostic {
    Diagnostic::error("already-there", format!("`{path}` is there already"))
}
