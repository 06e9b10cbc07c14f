//! Where `sw schema` works: the project around the folder that it was started in.

use crate::cli::args::Globals;
use crate::cli::context::folder;
use crate::cli::exit::Failure;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;
use sw::files::{FileError, Folder, named};
use sw::project;

/// The largest schema that is read: those of the largest providers have some 20 MB.
const LARGEST: u64 = 256 << 20;

/// Where the command works.
pub(crate) struct Place {
    /// The project's root.
    pub(crate) root: PathBuf,
    /// The folder that it was started in.
    pub(crate) here: PathBuf,
}

impl Place {
    pub(crate) fn find(globals: &Globals) -> Result<Self, Failure> {
        let here = folder(globals)?;
        let root = project::find(&here).unwrap_or_else(|| here.clone());
        Ok(Self { root, here })
    }

    /// The names of the files in a folder of the project, sorted; none where there is no such folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        Folder::open(&self.root).and_then(|root| root.list(folder)).unwrap_or_default()
    }

    /// What a file holds, or what is piped in.
    pub(crate) fn read(&self, file: &Path) -> Result<String, Failure> {
        let read = if file == Path::new("-") {
            let mut text = String::new();
            std::io::stdin()
                .take(LARGEST)
                .read_to_string(&mut text)
                .map(|_| text)
                .map_err(FileError::from)
        } else {
            named(&self.root, &self.here.join(file), LARGEST)
        };
        read.map_err(|error| {
            let message = format!("`{}` can't be read: {error}", file.display());
            Diagnostic::error("unreadable-file", message)
                .hint("give the path of a text file, or `-` for what is piped in")
                .into()
        })
    }
}
