//! A plain file that is open, and reading it to a bound.

use super::error::FileError;
use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long reading one file may take: the time limit of a run ends its worker, and this what is read for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// How much is read before looking at the clock, in bytes.
const PIECE: u64 = 1 << 20;

/// An open plain file.
#[derive(Debug)]
pub struct Opened {
    file: File,
    facts: Metadata,
}

impl Opened {
    /// Takes a file that was opened, if it is a plain one.
    pub(super) fn of(file: File) -> Result<Self, FileError> {
        let facts = file.metadata()?;
        if facts.is_file() { Ok(Self { file, facts }) } else { Err(FileError::NotFile) }
    }

    /// Opens a plain file by its name, which a person gave or a walk found. A link is not followed, a pipe not waited for.
    ///
    /// # Errors
    /// When it is no plain file, or can't be opened.
    pub fn at(path: &Path) -> Result<Self, FileError> {
        Self::of(open(path, true)?)
    }

    /// The same, where a link is followed.
    pub(super) fn behind(path: &Path) -> Result<Self, FileError> {
        Self::of(open(path, false)?)
    }

    /// What the system knows of it.
    pub fn facts(&self) -> &Metadata {
        &self.facts
    }

    /// Its permission bits, such as `0o644`.
    #[cfg(unix)]
    pub fn mode(&self) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        self.facts.permissions().mode() & 0o7777
    }

    /// What a system without such permissions counts as.
    #[cfg(not(unix))]
    pub fn mode(&self) -> u32 {
        0o644
    }

    /// All that it holds.
    ///
    /// # Errors
    /// When it is larger than `most` bytes, also while it is read, or when reading it takes more than ten seconds.
    pub fn bytes(mut self, most: u64) -> Result<Vec<u8>, FileError> {
        let too_large = || FileError::TooLarge(most.div_ceil(1 << 20));
        if self.facts.len() > most {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(self.facts.len()).unwrap_or(0));
        let start = Instant::now();
        // Piece by piece: a disk that is far away may be slow, and a run has an end.
        while self
            .file
            .by_ref()
            .take((most + 1 - bytes.len() as u64).min(PIECE))
            .read_to_end(&mut bytes)?
            > 0
        {
            if start.elapsed() > PATIENCE {
                return Err(FileError::TooSlow(PATIENCE.as_secs()));
            }
        }
        if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
    }

    /// All that it holds, as text.
    ///
    /// # Errors
    /// When it is larger than `most` bytes, or no UTF-8 text.
    pub fn text(self, most: u64) -> Result<String, FileError> {
        String::from_utf8(self.bytes(most)?).map_err(|_| FileError::NotText)
    }
}

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(into)
    }
}

#[cfg(unix)]
fn open(path: &Path, is_itself: bool) -> std::io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK
        | OFlags::NOCTTY
        | if is_itself { OFlags::NOFOLLOW } else { OFlags::empty() };
    OpenOptions::new()
        .read(true)
        .custom_flags(i32::try_from(flags.bits()).expect("open flags fit the C type"))
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path, _is_itself: bool) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
