//! A file system that fails, or dies, at one chosen call.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use sw::plan::Content;
use sw::write::Disk;
use sw::write::disk::fs::{Dir, Flushed, Fs, FsEntry, Over};

pub(crate) const ENOSPC: i32 = 28;
pub(crate) const EIO: i32 = 5;
pub(crate) const EACCES: i32 = 13;
pub(crate) const EINTR: i32 = 4;

/// What happens at the chosen call; the numbers are the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Nothing,
    /// The call does not happen and says why.
    Fails(i32),
    /// So do all calls after it.
    FailsFromHere(i32),
    /// A new file is left half written.
    Tears(i32),
    /// The process dies before the call, or right after it.
    DiesBefore,
    DiesAfter,
    /// The process dies with a new file half written.
    DiesTearing,
    /// The call fails, and so many calls later the process dies.
    FailsThenDies(i32, usize),
}

pub(crate) struct Flaky {
    fault: Fault,
    at: usize,
    calls: AtomicUsize,
    /// The staging folder is on another file system.
    foreign: bool,
}

impl Flaky {
    /// Fails at the call number `at`, counted from 1.
    pub(crate) fn new(fault: Fault, at: usize, foreign: bool) -> Self {
        Self { fault, at, calls: AtomicUsize::new(0), foreign }
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Whether the process that used it would be dead now.
    pub(crate) fn is_dead(&self) -> bool {
        matches!(self.fault, Fault::DiesBefore | Fault::DiesAfter | Fault::DiesTearing)
            && self.calls() >= self.at
    }

    fn call<T>(
        &self,
        act: impl FnOnce() -> io::Result<T>,
        tear: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        let n = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        match self.fault {
            Fault::Nothing => act(),
            _ if n < self.at => act(),
            Fault::FailsFromHere(number) => Err(error(number)),
            Fault::FailsThenDies(_, later) if n >= self.at + later => Err(dead()),
            Fault::FailsThenDies(number, _) if n == self.at => Err(error(number)),
            Fault::Fails(number) if n == self.at => Err(error(number)),
            Fault::Tears(number) if n == self.at => tear().and(Err(error(number))),
            Fault::DiesAfter if n == self.at => act().and(Err(dead())),
            Fault::DiesTearing if n == self.at => tear().and(Err(dead())),
            Fault::DiesBefore | Fault::DiesAfter | Fault::DiesTearing => Err(dead()),
            Fault::Fails(_) | Fault::Tears(_) | Fault::FailsThenDies(..) => act(),
        }
    }

    fn simply<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.call(act, || Err(ErrorKind::Other.into()))
    }
}

fn error(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

fn dead() -> io::Error {
    io::Error::other("the process is dead")
}

impl Fs for Flaky {
    fn open_root(&self, path: &Path) -> io::Result<Dir> {
        self.simply(|| Disk.open_root(path))
    }

    fn open_dir(&self, at: &Dir, name: &str) -> io::Result<Dir> {
        self.simply(|| Disk.open_dir(at, name))
    }

    fn make_dir(&self, at: &Dir, name: &str) -> io::Result<()> {
        self.simply(|| Disk.make_dir(at, name))
    }

    fn names(&self, at: &Dir) -> io::Result<Vec<String>> {
        self.simply(|| Disk.names(at))
    }

    fn read(&self, at: &Dir, name: &str) -> io::Result<FsEntry> {
        self.simply(|| Disk.read(at, name))
    }

    fn create(&self, at: &Dir, name: &str, content: &Content) -> io::Result<()> {
        let half =
            Content { bytes: content.bytes[..content.bytes.len() / 2].to_vec(), mode: 0o600 };
        self.call(|| Disk.create(at, name, content), || Disk.create(at, name, &half))
    }

    fn open_lock(&self, at: &Dir, name: &str) -> io::Result<std::fs::File> {
        self.simply(|| Disk.open_lock(at, name))
    }

    fn link(&self, at: &Dir, name: &str, to: &Dir, new: &str) -> io::Result<()> {
        let act = || {
            if self.foreign {
                Err(ErrorKind::CrossesDevices.into())
            } else {
                Disk.link(at, name, to, new)
            }
        };
        self.simply(act)
    }

    fn rename(&self, at: &Dir, name: &str, to: &Dir, new: &str, over: Over) -> io::Result<()> {
        let crosses = self.foreign && !std::ptr::eq(at, to);
        self.simply(|| {
            if crosses {
                Err(ErrorKind::CrossesDevices.into())
            } else {
                Disk.rename(at, name, to, new, over)
            }
        })
    }

    fn remove(&self, at: &Dir, name: &str) -> io::Result<()> {
        self.simply(|| Disk.remove(at, name))
    }

    fn remove_dir(&self, at: &Dir, name: &str) -> io::Result<()> {
        self.simply(|| Disk.remove_dir(at, name))
    }

    /// Nothing is lost that the system keeps in memory when only a process dies.
    fn flush(&self, _: &Dir, _: &mut Flushed) -> io::Result<()> {
        self.simply(|| Ok(()))
    }
}
