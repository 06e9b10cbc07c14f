//! A look at the files of the output root, without following any link.
//!
//! Read only. Between this look and the write the disk may change: the `write` room goes by open
//! folders and compares again, so that a mistake here costs a message and never a file.

use super::content::Content;
use super::names::fold;
use crate::files::{self, FileError, Kind, Opened};
use crate::model::FilePath;
use crate::util::parallel::spread;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The largest file that is read: twice the largest that is written, as a checkout with `\r\n` may be.
const LARGEST: u64 = 64 << 20;

/// How much is read altogether, beside what is expected.
const SPARE: u64 = 192 << 20;

/// How many names of a folder are looked at.
const NAMES: usize = 1_000_000;

/// The output root, with the folders that were listed so far.
pub(super) struct Disk {
    /// Why it can't be looked at, where it can't.
    root: Result<files::Folder, FileError>,
    folders: FxHashMap<String, Folder>,
    /// How much may still be read, by all that look at the same time.
    left: Arc<AtomicU64>,
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DiskEntry {
    Nothing,
    File(Content),
    /// A file that is larger than anything that is written, or too large together with those before it.
    TooLarge,
    Link,
    /// A folder, a device, a pipe.
    NoFile,
    /// A folder on the way is a link.
    BehindLink(String),
    /// A folder on the way is a file.
    BehindFile(String),
    /// There is another name that some systems take for the same.
    Clash(String),
}

/// What a folder holds.
struct Folder {
    kinds: FxHashMap<String, Kind>,
    /// The names by what they have in common with all names that some system takes for the same.
    folded: OnceCell<FxHashMap<String, String>>,
}

impl Disk {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: files::Folder::open(root),
            folders: FxHashMap::default(),
            left: Arc::new(AtomicU64::new(SPARE)),
        }
    }

    /// Lets more be read, for files of so many bytes that are written.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.left.fetch_add(2 * bytes as u64, Ordering::Relaxed);
    }

    /// What is at each of some paths.
    pub(super) fn look_at(&self, paths: &[&FilePath]) -> Vec<io::Result<DiskEntry>> {
        let (root, left) = (&self.root, &self.left);
        let looked = |paths: &[&FilePath]| {
            let mut disk =
                Self { folders: FxHashMap::default(), root: root.clone(), left: left.clone() };
            paths.iter().map(|path| disk.look(path)).collect()
        };
        spread(paths, &looked)
    }

    /// What is at a path, with the content of a file.
    pub(super) fn look(&mut self, path: &FilePath) -> io::Result<DiskEntry> {
        self.look_for(path, LARGEST)
    }

    /// The same for a file that has at most so many bytes.
    pub(super) fn look_for(&mut self, path: &FilePath, most: u64) -> io::Result<DiskEntry> {
        if !self.folders.contains_key(path.folder())
            && let Some(found) = self.walk(path.folder())?
        {
            return Ok(found);
        }
        match self.folders[path.folder()].kind(path.name()) {
            Ok(Kind::File) => self.read(path, most),
            Ok(Kind::Link) => Ok(DiskEntry::Link),
            Ok(_) => Ok(DiskEntry::NoFile),
            Err(other) => Ok(absent(path.folder(), other)),
        }
    }

    /// Lists a folder and those it is in; gives what is in the way.
    fn walk(&mut self, folder: &str) -> io::Result<Option<DiskEntry>> {
        let (mut outer, mut start) = ("", 0);
        self.list("")?;
        for end in folder
            .match_indices('/')
            .map(|(end, _)| end)
            .chain([folder.len()])
            .filter(|end| *end > 0)
        {
            let (name, path) = (&folder[start..end], &folder[..end]);
            match self.folders[outer].kind(name) {
                Ok(Kind::Folder) => self.list(path)?,
                Ok(Kind::Link) => return Ok(Some(DiskEntry::BehindLink(path.into()))),
                Ok(_) => return Ok(Some(DiskEntry::BehindFile(path.into()))),
                Err(other) => return Ok(Some(absent(outer, other))),
            }
            (outer, start) = (path, end + 1);
        }
        Ok(None)
    }

    fn list(&mut self, folder: &str) -> io::Result<()> {
        if !self.folders.contains_key(folder) {
            let kinds = self.kinds(folder).map_err(io::Error::from)?;
            self.folders.insert(folder.to_string(), Folder { kinds, folded: OnceCell::new() });
        }
        Ok(())
    }

    fn read(&self, path: &FilePath, most: u64) -> io::Result<DiskEntry> {
        let root = self.root.as_ref().map_err(Clone::clone);
        match root
            .and_then(|root| root.plain(path.as_str()))
            .and_then(|file| self.content(file, most))
        {
            Ok(content) => Ok(DiskEntry::File(content)),
            Err(FileError::TooLarge(_)) => Ok(DiskEntry::TooLarge),
            // Something else may have taken the name since it was listed.
            Err(FileError::Missing) => Ok(DiskEntry::Nothing),
            Err(FileError::Link) => Ok(DiskEntry::Link),
            Err(FileError::NotFile) => Ok(DiskEntry::NoFile),
            Err(error) => Err(error.into()),
        }
    }

    /// What a file holds, unless that is too much, alone or together with those before it.
    fn content(&self, file: Opened, most: u64) -> Result<Content, FileError> {
        let (mode, length) = (file.mode() & 0o777, file.facts().len());
        let take = |left: u64| left.checked_sub(length);
        if length <= most
            && self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err()
        {
            return Err(FileError::TooLarge(SPARE >> 20));
        }
        Ok(Content { bytes: file.bytes(most)?, mode })
    }

    /// The names in a folder. A root that isn't there yet counts as empty; a name that is not Unicode can't be one of
    /// ours, nor clash with one.
    fn kinds(&self, folder: &str) -> Result<FxHashMap<String, Kind>, FileError> {
        let listed =
            self.root.as_ref().map_err(Clone::clone).and_then(|root| root.entries(folder, NAMES));
        match listed {
            Err(FileError::Missing) => Ok(FxHashMap::default()),
            listed => Ok(listed?.into_iter().map(|entry| (entry.name, entry.kind)).collect()),
        }
    }
}

impl Folder {
    /// The kind of an entry; else another name that some systems take for the same.
    fn kind(&self, name: &str) -> Result<Kind, Option<&str>> {
        let folded = || {
            self.folded
                .get_or_init(|| self.kinds.keys().map(|name| (fold(name), name.clone())).collect())
        };
        self.kinds.get(name).copied().ok_or_else(|| folded().get(&fold(name)).map(String::as_str))
    }
}

fn absent(folder: &str, other: Option<&str>) -> DiskEntry {
    match other {
        None => DiskEntry::Nothing,
        Some(other) if folder.is_empty() => DiskEntry::Clash(other.into()),
        Some(other) => DiskEntry::Clash(format!("{folder}/{other}")),
    }
}
