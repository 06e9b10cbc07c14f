//! Compares what a run produced with the disk and the ledger; reads both and changes nothing.
//!
//! ```text
//! files ─► names ─► decide (one file × ledger × disk) ─┐
//! ledger ─► prune (what no recipe emits any more) ─────┴─► Plan ─► write::apply
//! ```
//!
//! A file is ours when the ledger says what we wrote and the disk still holds exactly that.
//! Everything else is a conflict, and a plan with a conflict is never written.

mod adopt;
mod block;
mod conflict;
mod content;
mod decide;
mod diff;
mod disk;
mod ledger;
mod names;
mod prune;
mod share;

pub use adopt::{adopt, adopt_from, rebuild, release};
pub use conflict::Reason;
pub use content::{Content, fingerprint, sha256};
pub use diff::diff;
pub use ledger::{Entry, LEDGER, Ledger, LedgerError};

use crate::diag::{Diagnostic, words};
use crate::model::{File, FilePath, Origin};
use std::path::Path;

/// The version that new entries of the ledger are written by.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a run may touch.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The recipe that runs: it owns what it emits, and only its files are pruned.
    pub recipe: String,
    /// Only files of these environments are written and pruned; none means all files.
    pub environments: Option<Vec<String>>,
    /// Overwrite what was edited by hand or made by somebody else.
    pub force: bool,
}

/// What a run would do to the disk.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every file in scope, sorted by path, unchanged ones too.
    pub changes: Vec<Change>,
    /// The ledger as it was read.
    pub old: Ledger,
    /// The ledger as it will be.
    pub new: Ledger,
}

/// What happens to one file.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it stands.
    pub path: FilePath,
    /// What happens to it.
    pub action: Action,
    /// What is on disk now, where that matters: nothing for an unchanged file.
    pub before: Option<Content>,
    /// What will be on disk: nothing for an unchanged or deleted file.
    pub after: Option<Content>,
    /// The environment it belongs to; none belongs to all.
    pub environment: Option<String>,
    /// The emit that wants it; none when no recipe wants it any more.
    pub origin: Option<Origin>,
    /// Whether the ledger knew the file already: a file to create was then deleted by hand.
    pub known: bool,
}

/// What happens to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// There is nothing yet.
    Create,
    /// It is ours and changes.
    Update,
    /// It is already as it should be.
    Keep,
    /// It is ours, and the recipe no longer emits it.
    Delete,
    /// Somebody else's work is in the way.
    Conflict(Reason),
}

/// Compares the files of a run with the output root.
///
/// Without any files everything that the recipe owns is deleted: that is `sw clean`.
///
/// # Errors
/// All clashes between the names of the run, or what kept the disk from being read.
pub fn plan(files: &[File], root: &Path, ledger: &Ledger, scope: &Scope) -> Result<Plan, Vec<Diagnostic>> {
    let wanted = names::check(files)?;
    let mut desk = decide::Desk::new(root, ledger, scope);
    let (mut changes, mut errors) = (Vec::new(), Vec::new());
    let mut note = |result: Result<Option<Change>, Box<Diagnostic>>| match result {
        Ok(change) => changes.extend(change),
        Err(error) => errors.push(*error),
    };
    for wanted in wanted.iter().filter(|wanted| scope.covers(wanted.environment)) {
        note(desk.decide(wanted).map(Some));
    }
    for entry in prune::candidates(&wanted, ledger, scope) {
        note(desk.prune(entry));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Plan { changes, old: ledger.clone(), new: desk.into_ledger() })
}

impl Scope {
    /// A full run of a recipe.
    pub fn of(recipe: impl Into<String>) -> Self {
        Self { recipe: recipe.into(), ..Self::default() }
    }

    fn covers(&self, environment: Option<&str>) -> bool {
        self.environments.as_ref().is_none_or(|only| environment.is_some_and(|name| only.iter().any(|one| one == name)))
    }
}

impl Plan {
    /// Whether the files or the ledger would change.
    pub fn is_change(&self) -> bool {
        self.old != self.new || self.changes.iter().any(|change| change.action != Action::Keep)
    }

    /// A message for each file that is in the way; while there is one, nothing is written.
    pub fn conflicts(&self) -> Vec<Diagnostic> {
        self.changes.iter().filter_map(conflict::message).collect()
    }

    /// Says that differences may come from `sw` itself, when another version wrote the files.
    pub fn other_version(&self) -> Option<Diagnostic> {
        let changed = self.count(|action| *action == Action::Update);
        let message = format!(
            "{} may differ because of `sw` itself: {} wrote them last, this is {VERSION}",
            words::count(changed, "file"),
            self.old.sw
        );
        (changed > 0 && self.old.sw != VERSION).then(|| Diagnostic::warning("other-version", message))
    }

    /// `2 to create, 1 to update, 3 unchanged`.
    pub fn summary(&self) -> String {
        let counts = [
            (self.count(|action| matches!(action, Action::Conflict(_))), "in conflict"),
            (self.count(|action| *action == Action::Create), "to create"),
            (self.count(|action| *action == Action::Update), "to update"),
            (self.count(|action| *action == Action::Delete), "to delete"),
            (self.count(|action| *action == Action::Keep), "unchanged"),
        ];
        let some: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if some.is_empty() { "no files".into() } else { some.join(", ") }
    }

    fn count(&self, is: impl Fn(&Action) -> bool) -> usize {
        self.changes.iter().filter(|change| is(&change.action)).count()
    }
}
