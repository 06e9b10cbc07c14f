//! From an open folder to what has a path below it, by open folders only.
//!
//! On Linux the kernel does it in one call where no link is on the way. Links are followed here, part by part, since
//! what counts is the path at which they end.

use super::entry::{Entry, Kind};
use super::error::FileError;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Dir, DirEntry, FileType, Mode, OFlags, openat, readlinkat, statat};
use rustix::io::{Errno, retry_on_intr};
use std::fs::File;
use std::path::{Path, PathBuf};

/// How many links are followed on the way to one file: as many as Linux does.
const LINKS: usize = 40;

/// What becomes of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// They are followed, as long as they stay below the folder.
    Links,
    /// There may be none.
    Plain,
}

/// An open folder, and where it was.
#[derive(Debug)]
pub(super) struct Root {
    folder: OwnedFd,
    path: PathBuf,
}

/// What was opened, and its path below the folder without any link.
#[derive(Debug)]
pub(super) struct WalkedFile {
    pub(super) file: File,
    pub(super) path: String,
}

impl Root {
    pub(super) fn open(path: &Path) -> Result<Self, FileError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = retry_on_intr(|| openat(CWD, path, flags, Mode::empty())).map_err(refused)?;
        Ok(Self { folder, path: path.canonicalize()? })
    }
}

/// Opens what has a path below the folder: a file, a folder, or anything else.
pub(super) fn open(root: &Root, path: &str, way: Way) -> Result<WalkedFile, FileError> {
    match direct(root, path) {
        Some(file) => Ok(WalkedFile { file: file.into(), path: path.into() }),
        None => Walk { root, way, open: Vec::new(), links: 0 }.to(path),
    }
}

/// How a file is opened: a pipe does not block, a terminal does not become ours, a link is not followed.
const FLAGS: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOCTTY)
    .union(OFlags::NOFOLLOW);

/// One call for the whole path, where no link is on the way. Whatever keeps it from that, the walk says why.
#[cfg(target_os = "linux")]
fn direct(root: &Root, path: &str) -> Option<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    if !path.split('/').all(is_plain) {
        return None;
    }
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS | ResolveFlags::NO_SYMLINKS;
    retry_on_intr(|| openat2(&root.folder, path, FLAGS, Mode::empty(), resolve)).ok()
}

#[cfg(not(target_os = "linux"))]
fn direct(_root: &Root, _path: &str) -> Option<OwnedFd> {
    None
}

/// A walk, part by part.
struct Walk<'r> {
    root: &'r Root,
    way: Way,
    /// What was opened on the way, each with its name.
    open: Vec<(String, OwnedFd)>,
    links: usize,
}

impl Walk<'_> {
    fn to(mut self, path: &str) -> Result<WalkedFile, FileError> {
        let mut left: Vec<String> = path.rsplit('/').map(String::from).collect();
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => {}
                ".." => drop(self.open.pop().ok_or(FileError::Outside)?),
                part => self.step(part, &mut left)?,
            }
        }
        let path = self.open.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("/");
        let file = match self.open.pop() {
            Some((_, file)) => file,
            None => openat(&self.root.folder, ".", FLAGS, Mode::empty()).map_err(refused)?,
        };
        Ok(WalkedFile { file: file.into(), path })
    }

    fn step(&mut self, part: &str, left: &mut Vec<String>) -> Result<(), FileError> {
        let here = self.open.last().map_or(self.root.folder.as_fd(), |(_, folder)| folder.as_fd());
        match retry_on_intr(|| openat(here, part, FLAGS, Mode::empty())) {
            Ok(file) => self.open.push((part.into(), file)),
            Err(Errno::LOOP | Errno::MLINK) if self.way == Way::Plain => {
                return Err(FileError::Link);
            }
            Err(Errno::LOOP | Errno::MLINK) => self.follow(part, left)?,
            Err(error) => return Err(refused(error)),
        }
        Ok(())
    }

    /// Puts the parts of what a link says in place of the link. An absolute one may lead back into the folder.
    fn follow(&mut self, part: &str, left: &mut Vec<String>) -> Result<(), FileError> {
        self.links += 1;
        if self.links > LINKS {
            return Err(refused(Errno::LOOP));
        }
        let here = self.open.last().map_or(self.root.folder.as_fd(), |(_, folder)| folder.as_fd());
        let target = readlinkat(here, part, Vec::new()).map_err(refused)?;
        let target = target.to_str().map_err(|_| FileError::Outside)?;
        let inside = match Path::new(target).is_absolute() {
            true => {
                self.open.clear();
                Path::new(target)
                    .strip_prefix(&self.root.path)
                    .map_err(|_| FileError::Outside)?
                    .to_str()
                    .unwrap_or_default()
            }
            false => target,
        };
        left.extend(inside.rsplit('/').map(String::from));
        Ok(())
    }
}

/// The names in an open folder.
pub(super) fn list(folder: &File, most: usize) -> Result<Vec<Entry>, FileError> {
    if !folder.metadata()?.is_dir() {
        return Err(FileError::Missing);
    }
    let mut names = Vec::new();
    for entry in Dir::read_from(folder).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        if matches!(entry.file_name().to_bytes(), b"." | b"..") {
            continue;
        }
        if names.len() == most {
            return Err(FileError::TooMany(most));
        }
        names.push(Entry {
            name: entry.file_name().to_string_lossy().into_owned(),
            kind: kind(folder, &entry),
        });
    }
    Ok(names)
}

/// Some file systems don't say it along with the name.
fn kind(folder: &File, entry: &DirEntry) -> Kind {
    let asked = || {
        statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)
            .map(|facts| FileType::from_raw_mode(facts.st_mode))
    };
    let kind = if entry.file_type() == FileType::Unknown {
        asked().unwrap_or(FileType::Unknown)
    } else {
        entry.file_type()
    };
    match kind {
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        FileType::RegularFile => Kind::File,
        _ => Kind::Other,
    }
}

fn refused(error: Errno) -> FileError {
    match error {
        // A socket can't be opened at all, a device without a driver neither.
        Errno::NXIO | Errno::NODEV => FileError::NotFile,
        error => std::io::Error::from(error).into(),
    }
}
