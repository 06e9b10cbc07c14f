//! The folders of an output root, opened on the way and kept open while they are needed.

use super::fs::{Dir, Fs};
use crate::model::FilePath;
use std::io::{self, ErrorKind};

/// Where a path to a folder leads.
pub(crate) enum Way<'d> {
    Open(&'d Dir),
    Missing,
    /// A part of it is a link or a file.
    Blocked,
}

/// A walk through the folders of a root. It is fast when the paths come sorted.
pub(crate) struct Folders<'a> {
    fs: &'a dyn Fs,
    root: &'a Dir,
    /// The folders from below the root to where the walk is, each with its path.
    open: Vec<(String, Dir)>,
}

impl<'a> Folders<'a> {
    pub(crate) fn new(fs: &'a dyn Fs, root: &'a Dir) -> Self {
        Self { fs, root, open: Vec::new() }
    }

    /// Opens a folder by its path from the root.
    pub(crate) fn find(&mut self, path: &str) -> io::Result<Way<'_>> {
        self.go(path, false)
    }

    /// Opens a folder by its path from the root, making what is missing on the way.
    pub(crate) fn make(&mut self, path: &str) -> io::Result<Way<'_>> {
        self.go(path, true)
    }

    fn go(&mut self, path: &str, make: bool) -> io::Result<Way<'_>> {
        match self.walk(path, make) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Way::Missing),
            Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(Way::Blocked),
            Err(error) => Err(error),
            Ok(()) => Ok(Way::Open(self.here())),
        }
    }

    /// Removes a folder and those it is in, as far as they are empty or no longer there.
    pub(crate) fn remove_empty(&mut self, path: &str) -> io::Result<()> {
        let mut path = path;
        while !path.is_empty() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let fs = self.fs;
            let goes = match self.find(folder)? {
                Way::Open(dir) => remove_if_empty(fs, dir, name)?,
                Way::Missing => true,
                Way::Blocked => false,
            };
            if !goes {
                return Ok(());
            }
            path = folder;
        }
        Ok(())
    }

    /// Removes one folder if it is empty.
    pub(crate) fn remove_one(&mut self, path: &FilePath) -> io::Result<()> {
        let fs = self.fs;
        match self.find(path.folder())? {
            Way::Open(dir) => remove_if_empty(fs, dir, path.name()).map(|_| ()),
            Way::Missing | Way::Blocked => Ok(()),
        }
    }

    fn here(&self) -> &Dir {
        self.open.last().map_or(self.root, |(_, dir)| dir)
    }

    fn walk(&mut self, path: &str, make: bool) -> io::Result<()> {
        while self.open.last().is_some_and(|(folder, _)| !is_inside(path, folder)) {
            self.open.pop();
        }
        let done = self.open.last().map_or(0, |(folder, _)| folder.len());
        let rest = path[done..].trim_start_matches('/');
        for name in rest.split('/').filter(|name| !name.is_empty()) {
            let dir = self.step(name, make)?;
            let path = self
                .open
                .last()
                .map_or_else(|| name.to_string(), |(folder, _)| format!("{folder}/{name}"));
            self.open.push((path, dir));
        }
        Ok(())
    }

    fn step(&self, name: &str, make: bool) -> io::Result<Dir> {
        match self.fs.open_dir(self.here(), name) {
            Err(error) if make && error.kind() == ErrorKind::NotFound => {}
            opened => return opened,
        }
        match self.fs.make_dir(self.here(), name) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => self.fs.open_dir(self.here(), name),
        }
    }
}

/// Whether the folder no longer exists now.
fn remove_if_empty(fs: &dyn Fs, at: &Dir, name: &str) -> io::Result<bool> {
    use ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotADirectory, NotFound, ResourceBusy};
    match fs.remove_dir(at, name) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == NotFound => Ok(true),
        Err(error)
            if matches!(
                error.kind(),
                DirectoryNotEmpty | AlreadyExists | NotADirectory | ResourceBusy
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
