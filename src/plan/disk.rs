//! A look at the files of the output root, without following any link.
//!
//! Read only. Between this look and the write the disk may change: the `write` room goes by open
//! folders and compares again, so that a mistake here costs a message and never a file.

use super::content::Content;
use super::names::fold;
use crate::model::FilePath;
use rustc_hash::FxHashMap;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The output root, with the folders that were listed so far.
pub(super) struct Disk {
    root: PathBuf,
    folders: FxHashMap<String, Folder>,
}

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    File(Content),
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

#[derive(Default)]
struct Folder {
    kinds: FxHashMap<String, FileType>,
    folded: FxHashMap<String, String>,
}

impl Disk {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), folders: FxHashMap::default() }
    }

    /// What stands at a path, with the content of a file.
    pub(super) fn look(&mut self, path: &FilePath) -> io::Result<Found> {
        let text = path.as_str();
        for (end, _) in text.match_indices('/') {
            match self.kind(&text[..end])? {
                Ok(kind) if kind.is_dir() => {}
                Ok(kind) if kind.is_symlink() => return Ok(Found::BehindLink(text[..end].into())),
                Ok(_) => return Ok(Found::BehindFile(text[..end].into())),
                Err(found) => return Ok(found),
            }
        }
        match self.kind(text)? {
            Ok(kind) if kind.is_file() => self.read(path),
            Ok(kind) if kind.is_symlink() => Ok(Found::Link),
            Ok(_) => Ok(Found::NoFile),
            Err(found) => Ok(found),
        }
    }

    /// The kind of an entry whose folder is known to be one.
    fn kind(&mut self, path: &str) -> io::Result<Result<FileType, Found>> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !self.folders.contains_key(folder) {
            let listed = list(&self.root.join(folder))?;
            self.folders.insert(folder.to_string(), listed);
        }
        let listed = &self.folders[folder];
        Ok(match (listed.kinds.get(name), listed.folded.get(&fold(name))) {
            (Some(kind), _) => Ok(*kind),
            (None, Some(other)) if folder.is_empty() => Err(Found::Clash(other.clone())),
            (None, Some(other)) => Err(Found::Clash(format!("{folder}/{other}"))),
            (None, None) => Err(Found::Nothing),
        })
    }

    fn read(&self, path: &FilePath) -> io::Result<Found> {
        match open(&self.root.join(path.as_str())).and_then(|mut file| content(&mut file)) {
            Ok(content) => Ok(Found::File(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }
}

/// A root that isn't there yet counts as empty.
fn list(folder: &Path) -> io::Result<Folder> {
    let mut listed = Folder::default();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listed),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        // A name that is not Unicode can't be one of ours, nor clash with one.
        if let Ok(name) = entry.file_name().into_string() {
            listed.folded.insert(fold(&name), name.clone());
            listed.kinds.insert(name, entry.file_type()?);
        }
    }
    Ok(listed)
}

fn content(file: &mut File) -> io::Result<Content> {
    let facts = file.metadata()?;
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(Content { bytes, mode: mode(&facts) })
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
