//! What only this user on this machine knows: a random key, kept outside of every project.
//!
//! A record in a project may have come with a clone. One that carries a seal made with the key was written here.

use super::disk::fs::{Dir, Flushed, Fs, FsEntry, Over};
use super::disk::system::Disk;
use super::write_file;
use crate::plan::Content;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Where this machine keeps what only it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    folder: Option<PathBuf>,
}

/// The folder of the key, inside the user's folder for the state of `sw`. It has to be the user's own, and closed to all others.
const PRIVATE: &str = "machine";

const KEY: &str = "key";

/// What seals are made with.
#[derive(Clone)]
pub(super) struct Key([u8; 32]);

impl State {
    /// The state of the user who runs this process: below `XDG_STATE_HOME`, or in the usual place of the system
    /// in the home folder. Without either there is none, and no record is recognised: a shared temporary folder
    /// is not the user's.
    pub fn of_user() -> Self {
        let set = |name: &str| {
            std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
        };
        let at_home =
            if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/state" };
        let home = || set("HOME").map(|home| home.join(at_home));
        Self { folder: set("XDG_STATE_HOME").or_else(home).map(|base| base.join("sw")) }
    }

    /// State in a folder of the caller's choice, which is made when it is needed.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// No state: no record is recognised later.
    pub fn none() -> Self {
        Self { folder: None }
    }

    /// The folder; none when the user has no place for it.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The key, when there is one that no one else can have changed.
    pub(super) fn key(&self) -> Option<Key> {
        read(&self.open().ok()?)
    }

    /// The key, made when there is none yet; durable before it is used. None where it can't be kept.
    pub(super) fn make_key(&self) -> Option<Key> {
        self.key().or_else(|| {
            let folder = self.folder.as_ref()?.join(PRIVATE);
            DirBuilder::new().recursive(true).mode(0o700).create(folder).ok()?;
            let at = self.open().ok()?;
            // Another process may have been faster: its key counts.
            let _ = make(&at);
            read(&at)
        })
    }

    fn open(&self) -> io::Result<Dir> {
        let folder = self.folder.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let at = Disk.open_dir(&Disk.open_root(folder)?, PRIVATE)?;
        let facts = rustix::fs::fstat(&at.0)?;
        let is_private =
            facts.st_uid == rustix::process::geteuid().as_raw() && facts.st_mode & 0o077 == 0;
        if is_private { Ok(at) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }
}

fn read(at: &Dir) -> Option<Key> {
    match Disk.read(at, KEY).ok()? {
        FsEntry::File(content) if content.mode & 0o077 == 0 => {
            content.bytes.try_into().ok().map(Key)
        }
        _ => None,
    }
}

fn make(at: &Dir) -> io::Result<()> {
    let mut bytes = vec![0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let temporary = write_file::create(&Disk, at, KEY, &Content { bytes, mode: 0o600 })?;
    // What is there and is no key is of no use to anybody.
    let over = if Disk.read(at, KEY)? == FsEntry::Nothing { Over::Nothing } else { Over::File };
    let made = Disk
        .flush(at, &mut Flushed::default())
        .and_then(|()| Disk.rename(at, &temporary, at, KEY, over));
    if made.is_err() {
        let _ = Disk.remove(at, &temporary);
    }
    made.and_then(|()| Disk.flush(at, &mut Flushed::default()))
}

impl Key {
    /// The seal of a record; `purpose` keeps those of different kinds apart.
    pub(super) fn seal(&self, purpose: &str, record: &[u8]) -> String {
        let digit =
            |half: u8| char::from_digit(u32::from(half), 16).expect("half a byte is one digit");
        let bytes = self.over(purpose, record).finalize().into_bytes();
        bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// Whether a seal was made with this key for this record.
    pub(super) fn made(&self, seal: &str, purpose: &str, record: &[u8]) -> bool {
        let bytes: Option<Vec<u8>> = (0..seal.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(seal.get(at..at + 2)?, 16).ok())
            .collect();
        bytes.is_some_and(|bytes| self.over(purpose, record).verify_slice(&bytes).is_ok())
    }

    fn over(&self, purpose: &str, record: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        [purpose.as_bytes(), &[0], record].iter().for_each(|part| mac.update(part));
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_key_is_made_once_and_for_its_user_alone() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path().join("a/sw"));
        assert!(state.key().is_none(), "looking makes nothing");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        let seal = state.make_key().unwrap().seal("journal", b"record");
        assert!(state.key().unwrap().made(&seal, "journal", b"record"));
        assert!(state.make_key().unwrap().made(&seal, "journal", b"record"));
        for (seal, purpose, record) in [
            (&*seal, "journal", "records"),
            (&*seal, "written", "record"),
            (&seal[2..], "journal", "record"),
        ] {
            assert!(!state.key().unwrap().made(seal, purpose, record.as_bytes()));
        }
        let other = State::at(home.path().join("b")).make_key().unwrap();
        assert!(
            !other.made(&seal, "journal", b"record")
                && !other.made("", "journal", b"record")
                && !other.made("ä", "journal", b"record")
        );
        let facts = fs::metadata(home.path().join("a/sw/machine/key")).unwrap();
        assert_eq!((facts.permissions().mode() & 0o777, facts.len()), (0o600, 32));
        assert_eq!(
            fs::metadata(home.path().join("a/sw/machine")).unwrap().permissions().mode() & 0o777,
            0o700
        );
        assert_eq!(
            fs::read_dir(home.path().join("a/sw/machine")).unwrap().count(),
            1,
            "nothing temporary is left"
        );
    }

    #[test]
    fn a_key_that_others_can_reach_is_none() {
        let home = tempfile::tempdir().unwrap();
        let (folder, state) = (home.path().join("machine"), State::at(home.path()));
        state.make_key().unwrap();
        mode(&folder, 0o750);
        assert!(state.key().is_none() && state.make_key().is_none());
        mode(&folder, 0o700);
        mode(&folder.join("key"), 0o640);
        assert!(state.key().is_none());
        mode(&folder.join("key"), 0o600);
        assert!(state.key().is_some());
        fs::rename(&folder, home.path().join("real")).unwrap();
        symlink("real", &folder).unwrap();
        assert!(state.key().is_none() && state.make_key().is_none());
    }

    #[test]
    fn a_key_that_is_damaged_is_made_anew() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        state.make_key().unwrap();
        fs::write(home.path().join("machine/key"), "half").unwrap();
        assert!(state.key().is_none() && state.make_key().is_some() && state.key().is_some());
    }

    #[test]
    fn without_a_folder_there_is_no_key() {
        assert!(State::none().make_key().is_none());
        assert!(State::at("/dev/null/sw").make_key().is_none());
    }
}
