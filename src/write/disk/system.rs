//! The real file system, through open folders (`openat` and its family).

use super::fs::{Dir, Flushed, Fs, FsEntry, Over};
use crate::plan::Content;
use rustix::fs::{AtFlags, CWD, Mode, OFlags, RawMode};
use rustix::io::{Errno, retry_on_intr};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

/// The largest file that is read: what is larger is not of `sw`.
const LARGEST: u64 = 64 << 20;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

impl Fs for Disk {
    fn open_root(&self, path: &Path) -> io::Result<Dir> {
        Ok(Dir(retry_on_intr(|| rustix::fs::openat(CWD, path, FOLDER, Mode::empty()))?))
    }

    fn open_dir(&self, at: &Dir, name: &str) -> io::Result<Dir> {
        match retry_on_intr(|| {
            rustix::fs::openat(&at.0, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())
        }) {
            // Systems differ in what they call a link that is not followed.
            Err(Errno::LOOP | Errno::MLINK) => Err(Errno::NOTDIR.into()),
            opened => Ok(Dir(opened?)),
        }
    }

    fn make_dir(&self, at: &Dir, name: &str) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::mkdirat(&at.0, name, Mode::from_raw_mode(0o755)))?)
    }

    fn names(&self, at: &Dir) -> io::Result<Vec<String>> {
        let entries = rustix::fs::Dir::read_from(&at.0)?;
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.filter(|name| !matches!(name, Ok(name) if name == "." || name == "..")).collect()
    }

    fn read(&self, at: &Dir, name: &str) -> io::Result<FsEntry> {
        // NONBLOCK: opening a pipe must not wait for a writer.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match retry_on_intr(|| rustix::fs::openat(&at.0, name, flags, Mode::empty())) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Ok(FsEntry::Nothing),
            Err(Errno::LOOP | Errno::MLINK | Errno::NXIO | Errno::OPNOTSUPP) => {
                return Ok(FsEntry::Other);
            }
            Err(error) => return Err(error.into()),
        };
        let facts = file.metadata()?;
        if !facts.is_file() {
            return Ok(FsEntry::Other);
        }
        if facts.len() > LARGEST {
            return Ok(FsEntry::Other);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Ok(FsEntry::Other);
        }
        Ok(FsEntry::File(Content { bytes, mode: facts.mode() & 0o777 }))
    }

    fn create(&self, at: &Dir, name: &str, content: &Content) -> io::Result<()> {
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = Mode::from_bits_truncate(content.mode as RawMode);
        // Private until it is complete: the umask may be wider than the mode.
        let mut file = File::from(retry_on_intr(|| {
            rustix::fs::openat(&at.0, name, flags, mode & Mode::RWXU)
        })?);
        file.write_all(&content.bytes)?;
        retry_on_intr(|| rustix::fs::fchmod(&file, mode))?;
        if cfg!(not(target_os = "linux")) {
            file.sync_all()?;
        }
        Ok(())
    }

    fn open_lock(&self, at: &Dir, name: &str) -> io::Result<File> {
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(File::from(retry_on_intr(|| {
            rustix::fs::openat(&at.0, name, flags, Mode::from_raw_mode(0o644))
        })?))
    }

    fn link(&self, at: &Dir, name: &str, to: &Dir, new: &str) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::linkat(&at.0, name, &to.0, new, AtFlags::empty()))?)
    }

    fn rename(&self, at: &Dir, name: &str, to: &Dir, new: &str, over: Over) -> io::Result<()> {
        match over {
            Over::File => Ok(retry_on_intr(|| rustix::fs::renameat(&at.0, name, &to.0, new))?),
            Over::Nothing => rename_to_nothing(at, name, to, new),
        }
    }

    fn remove(&self, at: &Dir, name: &str) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::unlinkat(&at.0, name, AtFlags::empty()))?)
    }

    fn remove_dir(&self, at: &Dir, name: &str) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::unlinkat(&at.0, name, AtFlags::REMOVEDIR))?)
    }

    #[cfg(target_os = "linux")]
    fn flush(&self, at: &Dir, flushed: &mut Flushed) -> io::Result<()> {
        let device = rustix::fs::fstat(&at.0)?.st_dev;
        if !flushed.0.contains(&device) {
            retry_on_intr(|| rustix::fs::syncfs(&at.0))?;
            flushed.0.push(device);
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn flush(&self, at: &Dir, _: &mut Flushed) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::fsync(&at.0))?)
    }
}

/// In one step where the system and the file system have one for it.
fn rename_to_nothing(at: &Dir, name: &str, to: &Dir, new: &str) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{RenameFlags, renameat_with};
        match retry_on_intr(|| renameat_with(&at.0, name, &to.0, new, RenameFlags::NOREPLACE)) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            done => return Ok(done?),
        }
    }
    match rustix::fs::statat(&to.0, new, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) => Err(Errno::EXIST.into()),
        Err(Errno::NOENT) => Ok(retry_on_intr(|| rustix::fs::renameat(&at.0, name, &to.0, new))?),
        Err(error) => Err(error.into()),
    }
}
