//! The record of what this machine wrote below a root: `.specweave/written`.
//!
//! Git does not keep it, and the seal in its first line is made with a key that only this machine has: a copy of a
//! project on this machine is still recognised, and what another user brings is not. Each further line is the
//! fingerprint of a path with what was written there.

use super::disk::fs::{Fs, FsEntry};
use super::disk::system::Disk;
use super::records::{HOME, WRITTEN};
use super::state::{Key, State};
use super::transaction::transaction::Job;
use crate::model::{FilePath, Own};
use crate::plan::{Content, Entry, Plan, Witness, sha256};
use indexmap::IndexSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// How many fingerprints are kept: the oldest are forgotten first.
const MOST: usize = 200_000;

/// What this machine wrote below a root. The record is read when it is first asked for.
#[derive(Debug)]
pub struct Written {
    state: State,
    root: PathBuf,
    known: OnceLock<IndexSet<String>>,
}

impl Written {
    fn read(&self) -> Option<IndexSet<String>> {
        let key = self.state.key()?;
        let home = Disk.open_dir(&Disk.open_root(&self.root).ok()?, HOME).ok()?;
        known(&Disk.read(&home, WRITTEN).ok()?, &key)
    }
}

impl State {
    /// What this machine wrote below a root, as the root's own record says it.
    pub fn written(&self, root: &Path) -> Written {
        Written { state: self.clone(), root: root.to_path_buf(), known: OnceLock::new() }
    }
}

impl Witness for Written {
    fn wrote(&self, entry: &Entry) -> bool {
        self.known.get_or_init(|| self.read().unwrap_or_default()).contains(&line(entry))
    }

    fn kept(&self, _: &FilePath) -> Option<Vec<u8>> {
        None
    }
}

impl Job<'_> {
    /// Adds what a plan writes to the record. It says more than is true if the write is then taken back: no one
    /// has made such a file there but `sw`. Where it can't be kept, the files are not recognised later.
    pub(super) fn remember(&self, plan: &Plan, key: &Key) -> Option<()> {
        let mut all = known(&self.fs.read(self.home, WRITTEN).ok()?, key).unwrap_or_default();
        let before = all.len();
        all.extend(made(plan).map(line));
        if all.len() == before {
            return Some(());
        }
        let rest: String =
            all.iter().skip(all.len().saturating_sub(MOST)).flat_map(|line| [line, "\n"]).collect();
        let text = format!("{}\n{rest}", key.seal(WRITTEN, rest.as_bytes()));
        self.fs
            .create(&self.stage, WRITTEN, &Content { bytes: text.into_bytes(), mode: 0o644 })
            .ok()?;
        self.fs.rename(&self.stage, WRITTEN, self.home, WRITTEN, super::disk::fs::Over::File).ok()
    }
}

/// The lines of the new ledger that the plan itself makes true. Without changes these are the lines that a user
/// adopts: what the ledger said before is not vouched for by that.
fn made(plan: &Plan) -> impl Iterator<Item = &Entry> {
    let wanted = plan.changes.iter().filter(|change| change.origin.is_some());
    let wanted = wanted.filter_map(|change| plan.new.get(&change.path, &change.recipe));
    let said: IndexSet<String> = if plan.changes.is_empty() {
        plan.old.entries().map(line).collect()
    } else {
        IndexSet::new()
    };
    let adopted = plan
        .new
        .entries()
        .filter(move |entry| plan.changes.is_empty() && !said.contains(&line(entry)));
    wanted.chain(adopted)
}

/// The lines of a record that this machine wrote.
fn known(found: &FsEntry, key: &Key) -> Option<IndexSet<String>> {
    let FsEntry::File(content) = found else { return None };
    let (seal, rest) = content.text()?.split_once('\n')?;
    key.made(seal, WRITTEN, rest.as_bytes()).then(|| rest.lines().map(str::to_string).collect())
}

/// What a line of the ledger says was written, whichever recipe did it.
fn line(entry: &Entry) -> String {
    let own = match entry.own {
        Own::Block => "block",
        Own::Whole | Own::Seed => "whole",
    };
    sha256(format!("{}\0{own}\0{}", entry.path, entry.sha256).as_bytes())
}
