//! A look at the files of the output root, without following any link.
//!
//! Read only. Between this look and the write the disk may change: the `write` room goes by open
//! folders and compares again, so that a mistake here costs a message and never a file.

use super::content::Content;
use super::names::fold;
use crate::model::{FilePath, spread};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The largest file that is read: twice the largest that is written, as a checkout with `\r\n` may be.
const LARGEST: u64 = 64 << 20;

/// How much is read altogether, beside what is expected.
const SPARE: u64 = 192 << 20;

/// The output root, with the folders that were listed so far.
pub(super) struct Disk {
    root: PathBuf,
    folders: FxHashMap<String, Folder>,
    /// How much may still be read, by all that look at the same time.
    left: Arc<AtomicU64>,
}

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
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
    kinds: FxHashMap<String, FileType>,
    /// The names by what they have in common with all names that some system takes for the same.
    folded: OnceCell<FxHashMap<String, String>>,
}

impl Disk {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), folders: FxHashMap::default(), left: Arc::new(AtomicU64::new(SPARE)) }
    }

    /// Lets more be read, for files of so many bytes that are written.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.left.fetch_add(2 * bytes as u64, Ordering::Relaxed);
    }

    /// What stands at each of some paths.
    pub(super) fn look_at(&self, paths: &[&FilePath]) -> Vec<io::Result<Found>> {
        let (root, left) = (&self.root, &self.left);
        let looked = |paths: &[&FilePath]| {
            let mut disk = Self { folders: FxHashMap::default(), root: root.clone(), left: left.clone() };
            paths.iter().map(|path| disk.look(path)).collect()
        };
        spread(paths, &looked)
    }

    /// What stands at a path, with the content of a file.
    pub(super) fn look(&mut self, path: &FilePath) -> io::Result<Found> {
        self.look_for(path, LARGEST)
    }

    /// The same for a file that has at most so many bytes.
    pub(super) fn look_for(&mut self, path: &FilePath, most: u64) -> io::Result<Found> {
        if !self.folders.contains_key(path.folder())
            && let Some(found) = self.walk(path.folder())?
        {
            return Ok(found);
        }
        match self.folders[path.folder()].kind(path.name()) {
            Ok(kind) if kind.is_file() => self.read(path, most),
            Ok(kind) if kind.is_symlink() => Ok(Found::Link),
            Ok(_) => Ok(Found::NoFile),
            Err(other) => Ok(absent(path.folder(), other)),
        }
    }

    /// Lists a folder and those it stands in; gives what is in the way.
    fn walk(&mut self, folder: &str) -> io::Result<Option<Found>> {
        let (mut outer, mut start) = ("", 0);
        self.list("")?;
        for end in folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]).filter(|end| *end > 0) {
            let (name, path) = (&folder[start..end], &folder[..end]);
            match self.folders[outer].kind(name) {
                Ok(kind) if kind.is_dir() => self.list(path)?,
                Ok(kind) if kind.is_symlink() => return Ok(Some(Found::BehindLink(path.into()))),
                Ok(_) => return Ok(Some(Found::BehindFile(path.into()))),
                Err(other) => return Ok(Some(absent(outer, other))),
            }
            (outer, start) = (path, end + 1);
        }
        Ok(None)
    }

    fn list(&mut self, folder: &str) -> io::Result<()> {
        if !self.folders.contains_key(folder) {
            let kinds = kinds(&self.root.join(folder))?;
            self.folders.insert(folder.to_string(), Folder { kinds, folded: OnceCell::new() });
        }
        Ok(())
    }

    fn read(&self, path: &FilePath, most: u64) -> io::Result<Found> {
        match open(&self.root.join(path.as_str())).and_then(|file| self.content(file, most)) {
            Ok(content) => Ok(content.map_or(Found::TooLarge, Found::File)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }
}

impl Disk {
    /// What a file holds, unless that is too much. It may grow while it is read.
    fn content(&self, file: File, most: u64) -> io::Result<Option<Content>> {
        let facts = file.metadata()?;
        let take = |left: u64| left.checked_sub(facts.len());
        if facts.len() > most || self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= most).then(|| Content { bytes, mode: mode(&facts) }))
    }
}

impl Folder {
    /// The kind of an entry; else another name that some systems take for the same.
    fn kind(&self, name: &str) -> Result<FileType, Option<&str>> {
        let folded = || self.folded.get_or_init(|| self.kinds.keys().map(|name| (fold(name), name.clone())).collect());
        self.kinds.get(name).copied().ok_or_else(|| folded().get(&fold(name)).map(String::as_str))
    }
}

fn absent(folder: &str, other: Option<&str>) -> Found {
    match other {
        None => Found::Nothing,
        Some(other) if folder.is_empty() => Found::Clash(other.into()),
        Some(other) => Found::Clash(format!("{folder}/{other}")),
    }
}

/// A root that isn't there yet counts as empty.
fn kinds(folder: &Path) -> io::Result<FxHashMap<String, FileType>> {
    let mut kinds = FxHashMap::default();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(kinds),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        // A name that is not Unicode can't be one of ours, nor clash with one.
        if let Ok(name) = entry.file_name().into_string() {
            kinds.insert(name, entry.file_type()?);
        }
    }
    Ok(kinds)
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    // Something else may have taken the name since it was listed: a link isn't followed, a pipe doesn't block.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    OpenOptions::new().read(true).custom_flags(i32::try_from(flags.bits()).expect("open flags fit the C type")).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn mode(facts: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    facts.permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0o644
}
