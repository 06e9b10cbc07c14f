//! A folder whose files are read, and nothing outside of it.

use super::entry::{Entry, Kind};
use super::error::FileError;
use super::opened::Opened;
use super::private;
use super::walk::{self, Way};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// How many names of a folder are listed.
const NAMES: usize = 100_000;

/// An open folder. It stays the same when another process moves it or puts a link in its place.
#[derive(Clone, Debug)]
pub struct Folder(Arc<walk::Root>);

impl Folder {
    /// Opens a folder by its name, which a person gave or which was found; links in that name are followed.
    ///
    /// # Errors
    /// When it is no folder that can be entered.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        Ok(Self(Arc::new(walk::Root::open(path)?)))
    }

    /// A file that recipes may see. Links inside the folder are followed; what counts is where they lead.
    ///
    /// # Errors
    /// When it lies outside, is private, is no plain file, or can't be opened.
    pub fn public(&self, path: &str) -> Result<Opened, FileError> {
        self.opened(path, Opened::of)
    }

    /// A file of the program's own, or one with values of secrets: neither it nor a folder on the way is a link.
    ///
    /// # Errors
    /// When there is a link, it is no plain file, or it can't be opened.
    pub fn plain(&self, path: &str) -> Result<Opened, FileError> {
        Opened::of(walk::open(&self.0, path, Way::Plain)?.file)
    }

    /// The names in a folder, sorted; those of folders end in `/`.
    ///
    /// # Errors
    /// When it lies outside, is private, is no folder, or holds too many names.
    pub fn list(&self, path: &str) -> Result<Vec<String>, FileError> {
        let slash = |entry: &Entry| match entry.kind {
            Kind::Folder => "/",
            Kind::Link if self.is_folder(&format!("{path}/{}", entry.name)) => "/",
            Kind::File | Kind::Link | Kind::Other => "",
        };
        let mut names: Vec<String> = self
            .opened(path, |file| walk::list(&file, NAMES))?
            .iter()
            .map(|entry| format!("{}{}", entry.name, slash(entry)))
            .collect();
        names.sort();
        Ok(names)
    }

    /// What is in a folder, in no order, for the program's own use: no link is followed on the way.
    ///
    /// # Errors
    /// When there is a link, it is no folder, or it holds more than `most` names.
    pub fn entries(&self, path: &str, most: usize) -> Result<Vec<Entry>, FileError> {
        walk::list(&walk::open(&self.0, path, Way::Plain)?.file, most)
    }

    /// Whether a path leads to a folder that recipes may see.
    pub fn is_folder(&self, path: &str) -> bool {
        self.opened(path, |file| Ok(file.metadata()?.is_dir())) == Ok(true)
    }

    fn opened<T>(
        &self,
        path: &str,
        take: impl FnOnce(File) -> Result<T, FileError>,
    ) -> Result<T, FileError> {
        let found = walk::open(&self.0, path, Way::Links)?;
        match private(&found.path) {
            Some(why) => Err(FileError::Private(why)),
            None => take(found.file),
        }
    }
}
