//! What happens to one file that a recipe wants.

use super::block::body;
use super::conflict::Reason;
use super::content::{Content, fingerprint, lf};
use super::disk::{Disk, Found};
use super::ledger::{Entry, Ledger};
use super::names::Wanted;
use super::{Action, Change, Scope};
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
            (Some(recipe), _) if !self.scope.force => Verdict::conflict(Reason::OtherRecipe(recipe), found, Some(wanted.content())),
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
        let mut after = wanted.content();
        let before = match found {
            Found::Nothing => return Verdict { action: Action::Create, before: None, after: Some(after) },
            Found::File(before) => before,
            found => return Verdict::obstructed(found, Some(after)),
        };
        let entry = entry.filter(|entry| entry.own == Own::Whole);
        let same_text = lf(&before.bytes) == after.bytes;
        let same_mode = !self.modes || before.executable() == after.executable();
        if same_mode {
            after.mode = before.mode;
        }
        let action = match entry {
            _ if same_text && same_mode => return Verdict::keep(),
            Some(entry) if same_text && entry.executable != before.executable() => Action::Conflict(Reason::ModeChanged),
            _ if same_text => Action::Update,
            Some(entry) => self.touched(&before, entry).map_or(Action::Update, Action::Conflict),
            None => Action::Conflict(Reason::Foreign),
        };
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
        let file = wanted.file;
        let recipe = &self.scope.recipe;
        for entry in self.old.at(&file.path).filter(|entry| entry.recipe == *recipe || is_rival(entry, recipe, file.own)) {
            self.new.remove(&entry.path, &entry.recipe);
        }
        let written = if file.own == Own::Block { body(&file.text) } else { (&*file.text).into() };
        if file.own != Own::Seed {
            self.new.insert(Entry {
                path: file.path.clone(),
                sha256: fingerprint(written.as_bytes()),
                executable: file.executable && file.own == Own::Whole,
                environment: wanted.environment.map(str::to_string),
                recipe: recipe.clone(),
                own: file.own,
                mark: None,
            });
        }
    }
}

impl Verdict {
    pub(super) fn keep() -> Self {
        Self { action: Action::Keep, before: None, after: None }
    }

    fn conflict(reason: Reason, found: Found, after: Option<Content>) -> Self {
        let before = if let Found::File(content) = found { Some(content) } else { None };
        Self { action: Action::Conflict(reason), before, after }
    }

    pub(super) fn obstructed(found: Found, after: Option<Content>) -> Self {
        let reason = match found {
            Found::Link => Reason::Link,
            Found::BehindLink(at) => Reason::BehindLink(at),
            Found::BehindFile(at) => Reason::BehindFile(at),
            Found::Clash(other) => Reason::Clash(other),
            Found::NoFile | Found::Nothing | Found::File(_) => Reason::NoFile,
        };
        Self { action: Action::Conflict(reason), before: None, after }
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
}

fn seed(wanted: &Wanted, found: Found) -> Verdict {
    match found {
        Found::Nothing => Verdict { action: Action::Create, before: None, after: Some(wanted.content()) },
        Found::File(_) | Found::Link | Found::NoFile => Verdict::keep(),
        found => Verdict::obstructed(found, None),
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
    let error = Diagnostic::error("unreadable", format!("cannot read `{path}`")).note(error.to_string());
    Box::new(error.at(origin.map(|origin| origin.place.clone())))
}
