//! What happens to one file that a recipe wants.

use super::block::body;
use super::conflict::Reason;
use super::content::{Content, fingerprint, lf};
use super::disk::{Disk, Found};
use super::ledger::{Entry, Ledger};
use super::names::Wanted;
use super::{Action, Change, Scope, emitted};
use crate::diag::Diagnostic;
use crate::model::{FilePath, Origin, Own};
use std::io;
use std::path::Path;

/// Everything a decision looks at, and the ledger that the decisions lead to.
pub(super) struct Desk<'a> {
    pub(super) disk: Disk,
    pub(super) scope: &'a Scope,
    old: &'a Ledger,
    pub(super) new: Ledger,
    /// Whether the file system keeps permissions.
    pub(super) modes: bool,
}

/// What is to be done, before `force` has its say.
pub(super) struct Verdict {
    pub(super) action: Action,
    pub(super) before: Option<Content>,
    pub(super) after: Option<Content>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(root: &Path, old: &'a Ledger, scope: &'a Scope) -> Self {
        let mut disk = Disk::new(root);
        let modes = keeps_modes(&mut disk);
        Self { disk, scope, old, new: old.clone(), modes }
    }

    /// The ledger after the run; its version moves only when the files do.
    pub(super) fn into_ledger(mut self) -> Ledger {
        if self.new != *self.old {
            self.new.sw = super::VERSION.into();
        }
        self.new
    }

    /// What happens to a file that the recipe wants.
    pub(super) fn decide(&mut self, wanted: &Wanted) -> Result<Change, Box<Diagnostic>> {
        let file = wanted.file;
        let found = self.disk.look(&file.path).map_err(|error| unreadable(&file.path, &error, Some(&file.origin)))?;
        let entry = self.old.get(&file.path, &self.scope.recipe);
        let verdict = match (self.other_owner(&file.path, file.own), file.own) {
            (Some(recipe), _) if !self.scope.force => Verdict::refused(Reason::OtherRecipe(recipe)),
            (_, Own::Whole) => self.whole(wanted, entry, found),
            (_, Own::Block) => self.block(wanted, entry, found)?,
            (_, Own::Seed) => seed(wanted, found),
        };
        let verdict = verdict.forced(self.scope.force);
        self.record(wanted);
        Ok(Change {
            path: file.path.clone(),
            action: verdict.action,
            before: verdict.before,
            after: verdict.after,
            environment: wanted.environment.map(str::to_string),
            origin: Some(file.origin.clone()),
            known: entry.is_some(),
        })
    }

    fn other_owner(&self, path: &FilePath, own: Own) -> Option<String> {
        self.old.at(path).find(|entry| is_rival(entry, &self.scope.recipe, own)).map(|entry| entry.recipe.clone())
    }

    fn whole(&self, wanted: &Wanted, entry: Option<&Entry>, found: Found) -> Verdict {
        let before = match found {
            Found::Nothing => return Verdict::create(wanted),
            Found::File(before) => before,
            found => return Verdict::obstructed(found),
        };
        let entry = entry.filter(|entry| entry.own == Own::Whole);
        let same_text = lf(&before.bytes) == lf(wanted.file.text.as_bytes());
        let same_mode = !self.modes || before.executable() == wanted.file.executable;
        let action = match entry {
            _ if same_text && same_mode => return Verdict::keep(),
            Some(entry) if same_text && entry.executable != before.executable() => Action::Conflict(Reason::ModeChanged),
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
    pub(super) fn touched(&self, now: &Content, entry: &Entry) -> Option<Reason> {
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
        let (file, recipe) = (wanted.file, &self.scope.recipe);
        let line = (file.own != Own::Seed).then(|| wanted.entry(recipe));
        for entry in self.old.at(&file.path) {
            let replaced = entry.recipe == *recipe && Some(entry) != line.as_ref();
            if replaced || is_rival(entry, recipe, file.own) {
                self.new.remove(&entry.path, &entry.recipe);
            }
        }
        if let Some(line) = line.filter(|line| self.new.get(&file.path, recipe) != Some(line)) {
            self.new.insert(line);
        }
    }
}

impl Verdict {
    pub(super) fn keep() -> Self {
        Self { action: Action::Keep, before: None, after: None }
    }

    fn create(wanted: &Wanted) -> Self {
        Self { action: Action::Create, before: None, after: Some(wanted.content()) }
    }

    fn refused(reason: Reason) -> Self {
        Self { action: Action::Conflict(reason), before: None, after: None }
    }

    /// Something that is no file is in the way.
    pub(super) fn obstructed(found: Found) -> Self {
        Self::refused(match found {
            Found::Link => Reason::Link,
            Found::BehindLink(at) => Reason::BehindLink(at),
            Found::BehindFile(at) => Reason::BehindFile(at),
            Found::Clash(other) => Reason::Clash(other),
            Found::NoFile | Found::Nothing | Found::File(_) => Reason::NoFile,
        })
    }

    fn forced(mut self, force: bool) -> Self {
        match &self.action {
            Action::Conflict(reason) if force && reason.yields() => self.action = Action::Update,
            _ => {}
        }
        self
    }
}

impl Wanted<'_> {
    pub(super) fn content(&self) -> Content {
        Content::new(&self.file.text, self.file.executable)
    }

    /// The file's line in the ledger.
    fn entry(&self, recipe: &str) -> Entry {
        let file = self.file;
        let written = if file.own == Own::Block { body(&file.text) } else { (&*file.text).into() };
        Entry {
            path: file.path.clone(),
            sha256: fingerprint(written.as_bytes()),
            executable: file.executable && file.own == Own::Whole,
            environment: self.environment.map(str::to_string),
            recipe: recipe.into(),
            own: file.own,
            mark: None,
        }
    }
}

fn seed(wanted: &Wanted, found: Found) -> Verdict {
    match found {
        Found::Nothing => Verdict::create(wanted),
        Found::File(_) | Found::Link | Found::NoFile => Verdict::keep(),
        found => Verdict::obstructed(found),
    }
}

/// Whether another recipe owns the whole file, or a block in a file that is to be wholly ours.
fn is_rival(entry: &Entry, recipe: &str, own: Own) -> bool {
    entry.recipe != recipe && (own == Own::Whole || (own == Own::Block && entry.own == Own::Whole))
}

/// Some file systems show every file as executable: the ledger, which never is, tells.
fn keeps_modes(disk: &mut Disk) -> bool {
    !matches!(disk.look(&Ledger::path()), Ok(Found::File(ledger)) if ledger.executable())
}

pub(super) fn unreadable(path: &FilePath, error: &io::Error, origin: Option<&Origin>) -> Box<Diagnostic> {
    let error = Diagnostic::error("unreadable-file", format!("cannot read `{path}`")).note(error.to_string());
    Box::new(emitted(error, origin))
}
