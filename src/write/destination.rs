//! Where a report goes that is asked for by a path: a plain file is replaced, and all else is written to.

use super::error::{WriteError, cannot};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where a report goes.
#[derive(Debug)]
pub enum Destination {
    /// A plain file, or nothing yet, at a path without a link at its end: for `put`.
    File(PathBuf),
    /// A device, a pipe, or what the process was started with: it stays what it is.
    Stream(File),
}

impl Destination {
    /// Looks what is at a path. A link to a plain file is kept, and the file behind it meant, as long as that is below the
    /// folder of the link: what a repository brings along leads nowhere else.
    ///
    /// # Errors
    /// When it is a disk, a link that leads elsewhere, a pipe without a reader, or the system refuses.
    pub fn of(path: &Path) -> Result<Self, WriteError> {
        look(path).map_err(cannot(|| format!("write the report `{}`", path.display())))
    }
}

fn look(path: &Path) -> io::Result<Destination> {
    let at = path.to_path_buf();
    match fs::metadata(path) {
        Ok(facts) if facts.is_dir() => {
            Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"))
        }
        Ok(facts) if !facts.is_file() => stream(path),
        Ok(_) if is_descriptor(path) => stream(path),
        Ok(_) if fs::symlink_metadata(path)?.is_symlink() => behind(path).map(Destination::File),
        // A link that leads nowhere is replaced.
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(Destination::File(at)),
    }
}

/// The file behind a link.
fn behind(link: &Path) -> io::Result<PathBuf> {
    let folder = link
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
        .canonicalize()?;
    let target = link.canonicalize()?;
    if target.starts_with(&folder) {
        return Ok(target);
    }
    Err(io::Error::new(
        ErrorKind::InvalidInput,
        format!(
            "it is a link to `{}`, outside of its folder: give that path itself",
            target.display()
        ),
    ))
}

/// Whether a path is that of an open file of this process, as `/dev/fd/3` is.
fn is_descriptor(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    folder.is_some_and(|folder| folder.starts_with("/proc") || folder.starts_with("/dev"))
}

/// Opens what is no plain file. A pipe without a reader is refused at once.
#[cfg(unix)]
fn stream(path: &Path) -> io::Result<Destination> {
    use rustix::fs::{CWD, FileType, Mode, OFlags};
    use rustix::io::{Errno, retry_on_intr};
    // A disk is not even opened.
    let kind = FileType::from_raw_mode(rustix::fs::stat(path)?.st_mode);
    if kind == FileType::BlockDevice {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is a disk"));
    }
    let flags =
        OFlags::WRONLY | OFlags::APPEND | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let opened =
        retry_on_intr(|| rustix::fs::openat(CWD, path, flags, Mode::empty())).map_err(|error| {
            match error {
                Errno::NXIO if kind == FileType::Fifo => io::Error::new(
                    ErrorKind::NotConnected,
                    "it is a pipe without a reader: start the reader first",
                ),
                error => error.into(),
            }
        })?;
    if FileType::from_raw_mode(rustix::fs::fstat(&opened)?.st_mode) != kind {
        return Err(io::Error::other("it has just become something else"));
    }
    rustix::fs::fcntl_setfl(&opened, OFlags::APPEND)?;
    Ok(Destination::Stream(File::from(opened)))
}

#[cfg(not(unix))]
fn stream(path: &Path) -> io::Result<Destination> {
    fs::OpenOptions::new().append(true).open(path).map(Destination::Stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_kept_as_long_as_it_leads_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let inner = root.join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(root.join("outside.xml"), "mine").unwrap();
        fs::write(inner.join("real.xml"), "old").unwrap();
        for (link, to) in [
            ("inside.xml", "real.xml"),
            ("away.xml", "../outside.xml"),
            ("nowhere.xml", "none.xml"),
        ] {
            std::os::unix::fs::symlink(to, inner.join(link)).unwrap();
        }
        let file = |name: &str| match Destination::of(&inner.join(name)) {
            Ok(Destination::File(path)) => {
                Some(path.strip_prefix(&inner).unwrap().to_str().unwrap().to_string())
            }
            _ => None,
        };
        assert_eq!(file("inside.xml").as_deref(), Some("real.xml"));
        assert_eq!(file("away.xml"), None);
        assert_eq!(
            [file("nowhere.xml"), file("new.xml")],
            ["nowhere.xml", "new.xml"].map(|name| Some(name.to_string()))
        );
        assert!(matches!(Destination::of(Path::new("/dev/null")), Ok(Destination::Stream(_))));
    }
}
