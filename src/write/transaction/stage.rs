//! Everything a write needs, put beside the tree before the tree is touched.

use super::journal::{Print, Step, new_name, old_name};
use super::transaction::Job;
use crate::model::FilePath;
use crate::plan::{Action, Content, Ledger, Plan};
use crate::write::disk::folders::{Folders, Way};
use crate::write::disk::fs::{Dir, FsEntry};
use crate::write::error::{WriteError, cannot};
use crate::write::lock::hold::Lock;
use std::collections::BTreeSet;
use std::io;

/// One step with the contents that only staging needs.
pub(crate) struct Draft<'a> {
    pub(crate) path: FilePath,
    pub(crate) old: Option<&'a Content>,
    pub(crate) new: Option<&'a Content>,
}

/// What a plan does to each file: the blocks that several recipes put into one file are one step.
pub(crate) fn net(plan: &Plan) -> Vec<Draft<'_>> {
    let mut drafts: Vec<Draft> = Vec::new();
    for change in plan.changes.iter().filter(|change| change.action != Action::Keep) {
        match drafts.last_mut().filter(|last| last.path == change.path) {
            Some(last) => last.new = change.after.as_ref(),
            None => drafts.push(Draft {
                path: change.path.clone(),
                old: change.before.as_ref(),
                new: change.after.as_ref(),
            }),
        }
    }
    drafts
}

/// Stages a plan. When this fails, the tree was not touched.
pub(crate) fn stage<'a>(plan: &Plan, lock: &'a Lock) -> Result<Job<'a>, WriteError> {
    let ledger = ledger(plan, lock)?;
    let drafts = drafts(plan, &ledger);
    let mut job = Job::new(lock)?;
    let staged = job.fill(&drafts).and_then(|()| {
        let key = lock.state.make_key();
        key.as_ref().and_then(|key| job.remember(plan, key));
        job.seal(key.as_ref(), &lock.identity)
            .map_err(cannot(|| "record what is to be written".into()))
    });
    match staged {
        Ok(()) => Ok(job),
        Err(error) => {
            // What can't be removed now is removed by anyone who takes the lock next.
            let _ = job.clear();
            Err(error)
        }
    }
}

/// The ledger before and after, where it changes.
fn ledger(plan: &Plan, lock: &Lock) -> Result<Option<(Option<Content>, Content)>, WriteError> {
    if plan.old == plan.new {
        return Ok(None);
    }
    let path = Ledger::path();
    let found =
        lock.fs.read(&lock.home, path.name()).map_err(cannot(|| format!("read `{path}`")))?;
    let (now, content) = match found {
        FsEntry::Nothing => (Some(Ledger::default()), None),
        FsEntry::File(content) => {
            (content.text().and_then(|text| Ledger::parse(text).ok()), Some(content))
        }
        FsEntry::Other => (None, None),
    };
    // Without a line nothing is owned, whichever version says so.
    let same = now.is_some_and(|now| {
        now == plan.old || (now.entries().next().is_none() && plan.old.entries().next().is_none())
    });
    if !same {
        return Err(WriteError::Changed(path));
    }
    let text = plan.new.to_text_to_keep().map_err(cannot(|| format!("write `{path}`")))?;
    Ok(Some((content, Content::new(&text, false))))
}

/// Files first, then the ledger, and what is to go goes last.
fn drafts<'a>(plan: &'a Plan, ledger: &'a Option<(Option<Content>, Content)>) -> Vec<Draft<'a>> {
    let (written, deleted): (Vec<Draft>, Vec<Draft>) =
        net(plan).into_iter().partition(|draft| draft.new.is_some());
    let ledger = ledger.iter().map(|(old, new)| Draft {
        path: Ledger::path(),
        old: old.as_ref(),
        new: Some(new),
    });
    written.into_iter().chain(ledger).chain(deleted).collect()
}

impl Job<'_> {
    fn fill(&mut self, drafts: &[Draft]) -> Result<(), WriteError> {
        let mut folders = Folders::new(self.fs, self.root);
        let mut missing = BTreeSet::new();
        for (n, draft) in drafts.iter().enumerate() {
            let path = &draft.path;
            match folders
                .find(path.folder())
                .map_err(cannot(|| format!("open the folder of `{path}`")))?
            {
                Way::Open(at) => self
                    .keep(n, draft, at)
                    .map_err(cannot(|| format!("keep a copy of `{path}`")))?,
                Way::Missing if draft.old.is_none() => add_ancestors(path, &mut missing),
                Way::Missing | Way::Blocked => return Err(WriteError::Changed(path.clone())),
            }
            if let Some(new) = draft.new {
                self.fs
                    .create(&self.stage, &new_name(n), new)
                    .map_err(cannot(|| format!("write `{path}`")))?;
            }
            let (old, new) = (draft.old.map(Print::of), draft.new.map(Print::of));
            self.journal.steps.push(Step { path: path.clone(), old, new });
        }
        for path in missing {
            if matches!(
                folders.find(path).map_err(cannot(|| format!("open `{path}`")))?,
                Way::Missing
            ) {
                self.journal
                    .folders
                    .push(FilePath::parse(path).expect("a folder of a good path is a good path"));
            }
        }
        Ok(())
    }

    /// Keeps the old file under a second name: that costs nothing and keeps everything of it. Where
    /// the file system has no such thing, a copy of what the plan saw does.
    fn keep(&self, n: usize, draft: &Draft, at: &Dir) -> io::Result<()> {
        let Some(old) = draft.old else { return Ok(()) };
        let kept = old_name(n);
        self.fs
            .link(at, draft.path.name(), &self.stage, &kept)
            .or_else(|_| self.fs.create(&self.stage, &kept, old))
    }
}

/// Adds the folders of a path, innermost first, up to one that is there already.
fn add_ancestors<'a>(path: &'a FilePath, folders: &mut BTreeSet<&'a str>) {
    let mut folder = path.folder();
    while !folder.is_empty() && folders.insert(folder) {
        folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
    }
}
