//! A folder in memory: copied, compared, written back.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The files below a folder by their path, with `/` between the parts. Empty folders don't count.
pub(crate) type Tree = BTreeMap<String, File>;

/// A file's bytes, and whether it may be executed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    pub(crate) executable: bool,
}

/// The names of the folders in a folder, sorted.
///
/// # Panics
/// When the folder can't be listed.
pub(crate) fn subfolders(folder: &Path) -> Vec<String> {
    let entries = folder
        .read_dir()
        .unwrap_or_else(|error| panic!("`{}` can't be listed: {error}", folder.display()));
    let entries = entries.map(|entry| entry.expect("a folder can be listed to its end"));
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Reads all files below a folder; empty where there is no such folder.
///
/// # Errors
/// When something can't be read, or is neither a file nor a folder.
pub(crate) fn read(folder: &Path) -> Result<Tree> {
    let mut tree = Tree::new();
    if folder.exists() {
        collect(folder, "", &mut tree)?;
    }
    Ok(tree)
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?
    {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), tree)?;
        } else if kind.is_file() {
            let executable = entry.metadata()?.permissions().mode() & 0o100 != 0;
            tree.insert(path, File { bytes: fs::read(entry.path())?, executable });
        } else {
            bail!("`{path}` is neither a file nor a folder");
        }
    }
    Ok(())
}

/// Writes all files of a tree below a folder.
///
/// # Errors
/// When a file can't be written.
pub(crate) fn write(tree: &Tree, folder: &Path) -> Result<()> {
    for (path, file) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, &file.bytes)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        fs::set_permissions(
            &path,
            fs::Permissions::from_mode(if file.executable { 0o755 } else { 0o644 }),
        )?;
    }
    Ok(())
}

/// How two trees differ, as unified diffs; empty when they don't.
pub(crate) fn difference(expected: &Tree, actual: &Tree) -> String {
    let missing = expected
        .keys()
        .filter(|path| !actual.contains_key(*path))
        .map(|path| format!("missing: {path}\n"));
    let changed = actual.iter().filter(|(path, file)| expected.get(*path) != Some(file));
    missing.chain(changed.map(|(path, file)| told(path, expected.get(path), file))).collect()
}

fn told(path: &str, expected: Option<&File>, actual: &File) -> String {
    let Some(expected) = expected else {
        return format!("not expected: {path}\n{}", String::from_utf8_lossy(&actual.bytes));
    };
    if expected.bytes == actual.bytes {
        return format!(
            "{path}: executable is {}, expected {}\n",
            actual.executable, expected.executable
        );
    }
    super::expected::difference(
        path,
        &String::from_utf8_lossy(&expected.bytes),
        &String::from_utf8_lossy(&actual.bytes),
    )
}
