//! Ways to mend the ledger: they decide who owns a file and touch no file themselves.

use super::decide::block_merge::written;
use super::decide::planner::unreadable;
use super::disk::{Disk, DiskEntry};
use super::ledger::{Entry, Ledger};
use crate::diag::Diagnostic;
use crate::model::{File, FilePath, Own};
use std::path::Path;

/// Takes files over as they are on disk, so that the next run may update them.
///
/// # Errors
/// For each path that no recipe emits, or that has nothing on disk to take over.
pub fn adopt(
    files: &[File],
    paths: &[FilePath],
    root: &Path,
    ledger: &Ledger,
) -> Result<Ledger, Vec<Diagnostic>> {
    let (mut disk, mut new, mut errors) = (Disk::new(root), ledger.clone(), Vec::new());
    for path in paths {
        let mut emitted = files.iter().filter(|file| file.path == *path).peekable();
        if emitted.peek().is_none() {
            errors.push(not_emitted(path));
        }
        for file in emitted {
            match take_over(&mut disk, file) {
                Err(error) => errors.push(*error),
                Ok(entry) => {
                    for rival in ledger.at(path).filter(|_| entry.own == Own::Whole) {
                        new.remove(path, &rival.recipe);
                    }
                    new.insert(entry);
                }
            }
        }
    }
    if errors.is_empty() { Ok(new) } else { Err(errors) }
}

/// Gives all files of a recipe to another: after it was renamed.
pub fn adopt_from(ledger: &Ledger, old: &str, new: &str) -> Ledger {
    let mut moved = ledger.clone();
    for entry in ledger.entries().filter(|entry| entry.recipe == old) {
        moved.remove(&entry.path, old);
        if ledger.get(&entry.path, new).is_none() {
            let mark = (entry.own == Own::Block)
                .then(|| entry.mark.clone().unwrap_or_else(|| old.to_string()));
            moved.insert(Entry { recipe: new.into(), mark, ..entry.clone() });
        }
    }
    moved
}

/// Lets files go: they stay on disk and are no longer ours.
pub fn release(ledger: &Ledger, paths: &[FilePath]) -> Ledger {
    let mut rest = ledger.clone();
    for entry in ledger.entries().filter(|entry| paths.contains(&entry.path)) {
        rest.remove(&entry.path, &entry.recipe);
    }
    rest
}

/// Makes the ledger anew from the lines of a damaged one, both sides of a merge included.
///
/// Of several lines for a file the one counts that says what is on disk; with none, the file is
/// left as edited by hand. Files that no longer exist have no line.
///
/// # Errors
/// When the disk can't be read.
pub fn rebuild(text: &str, root: &Path) -> Result<Ledger, Vec<Diagnostic>> {
    let (mut disk, mut ledger) = (Disk::new(root), Ledger::default());
    for entry in text.lines().filter_map(entry_of_line) {
        let DiskEntry::File(content) =
            disk.look(&entry.path).map_err(|error| vec![*unreadable(&entry.path, &error, None)])?
        else {
            continue;
        };
        let on_disk = written(&entry, &content.bytes);
        let better = ledger
            .get(&entry.path, &entry.recipe)
            .is_none_or(|first| on_disk.as_ref() != Some(&first.sha256));
        if better {
            ledger.insert(entry);
        }
    }
    Ok(ledger)
}

fn entry_of_line(line: &str) -> Option<Entry> {
    serde_json::from_str(line.trim().trim_end_matches(',')).ok()
}

fn take_over(disk: &mut Disk, file: &File) -> Result<Entry, Box<Diagnostic>> {
    let nothing = |what: &str| {
        let error = Diagnostic::error(
            "nothing-to-adopt",
            format!("there is nothing to adopt at `{}`: {what}", file.path),
        );
        Box::new(file.origin.locate(error))
    };
    let content = match disk
        .look(&file.path)
        .map_err(|error| unreadable(&file.path, &error, Some(&file.origin)))?
    {
        DiskEntry::File(content) => content,
        DiskEntry::Nothing => return Err(nothing("it does not exist")),
        _ => return Err(nothing("it is not a plain file in a plain folder")),
    };
    let mut entry = Entry {
        path: file.path.clone(),
        sha256: String::new(),
        executable: content.executable() && file.own == Own::Whole,
        environment: file.environment.clone(),
        recipe: file.origin.recipe.clone(),
        own: file.own,
        mark: None,
    };
    entry.sha256 =
        written(&entry, &content.bytes).ok_or_else(|| nothing("it has no block of this recipe"))?;
    Ok(entry)
}

fn not_emitted(path: &FilePath) -> Diagnostic {
    Diagnostic::error("unknown-file", format!("`{path}` can't be adopted: no recipe emits it"))
        .hint(
            format!("`sw adopt --release {path}` lets a file go that is no longer emitted")
                .as_str(),
        )
}
