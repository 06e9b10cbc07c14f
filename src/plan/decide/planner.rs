//! What happens to one file that a recipe wants.

use super::block::body;
use super::witness::Witness;
use crate::diag::{Diagnostic, words};
use crate::files::private;
use crate::model::{FilePath, Origin, Own};
use crate::plan::Scope;
use crate::plan::change::{Action, Change, Reason};
use crate::plan::content::{Content, fingerprint, lf};
use crate::plan::disk::{Disk, DiskEntry};
use crate::plan::ledger::{Entry, Ledger};
use crate::plan::names::Wanted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::io;
use std::path::Path;

/// Everything a decision looks at, and the ledger that the decisions lead to.
pub(crate) struct Planner<'a> {
    disk: Disk,
    /// What was found at the paths that are wanted, until it is looked at.
    found: FxHashMap<&'a FilePath, io::Result<DiskEntry>>,
    pub(crate) scope: &'a Scope,
    /// The path and recipe of everything that is wanted, whatever environment the run is limited to.
    wanted: FxHashSet<(&'a FilePath, &'a str)>,
    old: &'a Ledger,
    pub(crate) new: Ledger,
    /// What becomes of the files that this run puts blocks into: another recipe's block may follow.
    pending: FxHashMap<FilePath, Option<Content>>,
    /// Whether the file system keeps permissions.
    pub(crate) modes: bool,
    pub(crate) witness: &'a dyn Witness,
}

/// What is to be done, before `force` has its say.
pub(crate) struct Verdict {
    pub(crate) action: Action,
    pub(crate) before: Option<Content>,
    pub(crate) after: Option<Content>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(
        root: &Path,
        old: &'a Ledger,
        scope: &'a Scope,
        wanted: &[Wanted<'a>],
        witness: &'a dyn Witness,
    ) -> Self {
        let mut disk = Disk::new(root);
        disk.expect(wanted.iter().map(|one| one.file.text.len()).sum());
        let modes = keeps_modes(&mut disk);
        let paths: Vec<&FilePath> = wanted
            .iter()
            .filter(|one| scope.covers(one.environment))
            .map(|one| &one.file.path)
            .collect();
        let found = paths.iter().copied().zip(disk.look_at(&paths)).collect();
        let wanted = wanted.iter().map(|wanted| (&wanted.file.path, wanted.recipe())).collect();
        Self {
            disk,
            found,
            scope,
            wanted,
            old,
            new: old.clone(),
            pending: FxHashMap::default(),
            modes,
            witness,
        }
    }

    /// The ledger after the run; its version moves only when the files do.
    pub(crate) fn into_ledger(mut self) -> Ledger {
        if self.new != *self.old {
            self.new.sw = crate::plan::VERSION.into();
        }
        self.new
    }

    /// What happens to a file that a recipe wants.
    pub(crate) fn decide(&mut self, wanted: &Wanted<'a>) -> Result<Change, Box<Diagnostic>> {
        let file = wanted.file;
        let found = self.look(&file.path, Some(&file.origin))?;
        let entry = self.entry(wanted);
        let verdict = match (self.other_owner(wanted), file.own) {
            (Some(recipe), _) if !self.scope.force => Verdict::refused(Reason::OtherRecipe(recipe)),
            (_, Own::Whole) => self.whole(wanted, entry, found),
            (_, Own::Block) => self.block(wanted, entry, found)?,
            (_, Own::Seed) => seed(wanted, found),
        };
        let verdict = verdict.forced(self.scope.force).sparing(&file.path);
        let known = entry.is_some();
        self.record(wanted);
        let change = Change {
            path: file.path.clone(),
            action: verdict.action,
            before: verdict.before,
            after: verdict.after,
            environment: wanted.environment.map(str::to_string),
            recipe: wanted.recipe().to_string(),
            own: file.own,
            origin: Some(file.origin.clone()),
            known,
            is_hidden: false,
        };
        Ok(self.noted(change))
    }

    /// What is at a path once everything decided so far is done.
    pub(crate) fn look(
        &mut self,
        path: &FilePath,
        origin: Option<&Origin>,
    ) -> Result<DiskEntry, Box<Diagnostic>> {
        match self.pending.get(path) {
            Some(Some(content)) => Ok(DiskEntry::File(content.clone())),
            Some(None) => Ok(DiskEntry::Nothing),
            None => {
                let found = self.found.remove(path).unwrap_or_else(|| self.disk.look(path));
                found.map_err(|error| unreadable(path, &error, origin))
            }
        }
    }

    /// Remembers what a change makes of a file that others may have a block in.
    pub(crate) fn noted(&mut self, change: Change) -> Change {
        if change.own == Own::Block
            && matches!(change.action, Action::Create | Action::Update | Action::Delete)
        {
            self.pending.insert(change.path.clone(), change.after.clone());
        }
        change
    }

    /// The files of these recipes that nothing in this run wants.
    pub(crate) fn given_up(&self, wanted: &[Wanted]) -> Vec<&'a Entry> {
        // Only another recipe of the run can have handed something over.
        let asked = if self.scope.recipes.len() > 1 { wanted } else { &[] };
        let handed_over: FxHashSet<(&FilePath, &str)> = asked
            .iter()
            .flat_map(|wanted| {
                self.old.at(&wanted.file.path).filter(|entry| self.gives_way(entry, wanted))
            })
            .map(|entry| (&entry.path, entry.recipe.as_str()))
            .collect();
        let ours = self.old.entries().filter(|entry| {
            self.scope.runs(&entry.recipe) && self.scope.covers(entry.environment.as_deref())
        });
        let key = |entry: &'a Entry| (&entry.path, entry.recipe.as_str());
        ours.filter(|entry| {
            !self.wanted.contains(&key(entry)) && !handed_over.contains(&key(entry))
        })
        .collect()
    }

    /// What the ledger says of a file: that it is the recipe's own, or was another's who hands it over.
    fn entry(&self, wanted: &Wanted<'a>) -> Option<&'a Entry> {
        let path = &wanted.file.path;
        self.old
            .get(path, wanted.recipe())
            .or_else(|| self.old.at(path).find(|entry| self.gives_way(entry, wanted)))
    }

    /// Whether another recipe of this run owned the file until now, and no longer wants it.
    fn gives_way(&self, entry: &Entry, wanted: &Wanted) -> bool {
        let apart = (entry.own, wanted.file.own) == (Own::Block, Own::Block);
        let theirs = entry.recipe != wanted.recipe() && self.scope.runs(&entry.recipe);
        theirs && !apart && !self.wanted.contains(&(&wanted.file.path, entry.recipe.as_str()))
    }

    /// A recipe outside of this run that owns the file, or a block in what is to be wholly ours.
    fn other_owner(&self, wanted: &Wanted) -> Option<String> {
        let rival = |entry: &&Entry| !self.scope.runs(&entry.recipe) && is_rival(entry, wanted);
        self.old.at(&wanted.file.path).find(rival).map(|entry| entry.recipe.clone())
    }

    fn whole(&self, wanted: &Wanted, entry: Option<&Entry>, found: DiskEntry) -> Verdict {
        let before = match found {
            DiskEntry::Nothing => return Verdict::create(wanted),
            DiskEntry::File(before) => before,
            found => return Verdict::obstructed(found),
        };
        let entry = entry.filter(|entry| entry.own == Own::Whole);
        let same_text = lf(&before.bytes) == lf(wanted.file.text.as_bytes());
        let same_mode = !self.modes || before.executable() == wanted.file.executable;
        let action = match entry {
            _ if same_text && same_mode => return Verdict::keep(),
            Some(entry) if same_text && entry.executable != before.executable() => {
                Action::Conflict(Reason::ModeChanged)
            }
            _ if same_text => Action::Update,
            Some(entry) => self.touched(&before, entry).map_or(Action::Update, Action::Conflict),
            None => Action::Conflict(Reason::Foreign),
        };
        let mut after = wanted.content();
        if same_mode {
            after.mode = before.mode;
        }
        Verdict { action, before: Some(before), after: Some(after) }
    }

    /// What was done by hand to a file that the ledger knows.
    pub(crate) fn touched(&self, now: &Content, entry: &Entry) -> Option<Reason> {
        if fingerprint(&now.bytes) != entry.sha256 {
            Some(Reason::Edited)
        } else if self.modes && now.executable() != entry.executable {
            Some(Reason::ModeChanged)
        } else {
            None
        }
    }

    /// Enters what the ledger will say; a seed is theirs and has no line.
    fn record(&mut self, wanted: &Wanted) {
        let (file, recipe) = (wanted.file, wanted.recipe());
        let line = (file.own != Own::Seed).then(|| wanted.entry());
        for entry in self.old.at(&file.path) {
            let replaced = entry.recipe == recipe && Some(entry) != line.as_ref();
            let taken = !self.scope.runs(&entry.recipe) && is_rival(entry, wanted);
            if replaced || taken || self.gives_way(entry, wanted) {
                self.new.remove(&entry.path, &entry.recipe);
            }
        }
        if let Some(line) = line.filter(|line| self.new.get(&file.path, recipe) != Some(line)) {
            self.new.insert(line);
        }
    }
}

impl Verdict {
    pub(crate) fn keep() -> Self {
        Self { action: Action::Keep, before: None, after: None }
    }

    fn create(wanted: &Wanted) -> Self {
        Self { action: Action::Create, before: None, after: Some(wanted.content()) }
    }

    fn refused(reason: Reason) -> Self {
        Self { action: Action::Conflict(reason), before: None, after: None }
    }

    /// Something that is no file is in the way.
    pub(crate) fn obstructed(found: DiskEntry) -> Self {
        Self::refused(match found {
            DiskEntry::Link => Reason::Link,
            DiskEntry::BehindLink(at) => Reason::BehindLink(at),
            DiskEntry::BehindFile(at) => Reason::BehindFile(at),
            DiskEntry::Clash(other) => Reason::Clash(other),
            DiskEntry::TooLarge => Reason::TooLarge,
            DiskEntry::NoFile | DiskEntry::Nothing | DiskEntry::File(_) => Reason::NoFile,
        })
    }

    fn forced(mut self, force: bool) -> Self {
        match &self.action {
            Action::Conflict(reason) if force && reason.yields() => self.action = Action::Update,
            _ => {}
        }
        self
    }

    /// A file that may hold secrets is never replaced, also not with `--force`, nor shown.
    fn sparing(self, path: &FilePath) -> Self {
        let replaces = match &self.action {
            Action::Update => true,
            Action::Conflict(reason) => reason.yields(),
            Action::Create | Action::Keep | Action::Delete => false,
        };
        if replaces && private(path.as_str()).is_some() {
            Self::refused(Reason::Private)
        } else {
            self
        }
    }
}

impl Wanted<'_> {
    pub(crate) fn content(&self) -> Content {
        Content::new(&self.file.text, self.file.executable)
    }

    /// The file's line in the ledger.
    fn entry(&self) -> Entry {
        let file = self.file;
        let written = if file.own == Own::Block { body(&file.text) } else { (&*file.text).into() };
        Entry {
            path: file.path.clone(),
            sha256: fingerprint(written.as_bytes()),
            executable: file.executable && file.own == Own::Whole,
            environment: self.environment.map(str::to_string),
            recipe: self.recipe().to_string(),
            own: file.own,
            mark: None,
        }
    }
}

fn seed(wanted: &Wanted, found: DiskEntry) -> Verdict {
    match found {
        DiskEntry::Nothing => Verdict::create(wanted),
        DiskEntry::File(_) | DiskEntry::TooLarge | DiskEntry::Link | DiskEntry::NoFile => {
            Verdict::keep()
        }
        found => Verdict::obstructed(found),
    }
}

/// Whether another recipe owns the whole file, or a block in a file that is to be wholly ours.
fn is_rival(entry: &Entry, wanted: &Wanted) -> bool {
    let own = wanted.file.own;
    entry.recipe != wanted.recipe()
        && (own == Own::Whole || (own == Own::Block && entry.own == Own::Whole))
}

/// Some file systems show every file as executable: the ledger, which never is, decides.
fn keeps_modes(disk: &mut Disk) -> bool {
    !matches!(disk.look(&Ledger::path()), Ok(DiskEntry::File(ledger)) if ledger.executable())
}

pub(crate) fn unreadable(
    path: &FilePath,
    error: &io::Error,
    origin: Option<&Origin>,
) -> Box<Diagnostic> {
    let error = Diagnostic::error("unreadable-file", format!("cannot read `{path}`"))
        .note(words::system(error));
    Box::new(match origin {
        Some(origin) => origin.locate(error),
        None => error,
    })
}
