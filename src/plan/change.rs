//! What a run would do to the disk, as data.

use super::VERSION;
use super::content::Content;
use super::ledger::Ledger;
use crate::diag::{Diagnostic, words};
use crate::model::{FilePath, Origin, Own};

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
    /// Where it is.
    pub path: FilePath,
    /// What happens to it.
    pub action: Action,
    /// What is on disk now, where that matters: nothing for an unchanged file. When two recipes
    /// have a block in one file, the second one's change starts where the first one's ends.
    pub before: Option<Content>,
    /// What will be on disk: nothing for an unchanged or deleted file.
    pub after: Option<Content>,
    /// The environment it belongs to; none belongs to all.
    pub environment: Option<String>,
    /// The recipe that owns it.
    pub recipe: String,
    /// How much of it is ours.
    pub own: Own,
    /// The emit that wants it; none when no recipe wants it any more.
    pub origin: Option<Origin>,
    /// Whether the ledger knew the file already: a file to create was then deleted by hand.
    pub known: bool,
    /// Whether no report shows what it holds.
    pub is_hidden: bool,
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
    /// A file that `sw` did not write, or that was edited, is in the way.
    Conflict(Reason),
}

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was edited by hand since the last run.
    Edited,
    /// `sw` did not make it.
    Foreign,
    /// It was made executable, or no longer is.
    ModeChanged,
    /// Another recipe owns it.
    OtherRecipe(String),
    /// It is a link.
    Link,
    /// It is a folder or a device.
    NoFile,
    /// This folder on the way is a link.
    BehindLink(String),
    /// This folder on the way is a file.
    BehindFile(String),
    /// This name differs from it by case or encoding only.
    Clash(String),
    /// The markers around the block are not in order.
    DamagedBlock,
    /// A block can't be put into a file that is not text.
    NotText,
    /// It is larger than anything that `sw` writes.
    TooLarge,
    /// It may hold secrets.
    Private,
    /// The ledger lists it, and nothing else says that `sw` made it.
    Unproven,
}

impl Reason {
    /// Whether `--force` may go ahead: only where the bytes in the way can be shown and replaced.
    pub(super) fn yields(&self) -> bool {
        matches!(self, Self::Edited | Self::Foreign | Self::ModeChanged | Self::Unproven)
    }
}

impl Change {
    /// A message about it, at the emit that wants it.
    pub(super) fn located(&self, message: Diagnostic) -> Diagnostic {
        match &self.origin {
            Some(origin) => origin.locate(message),
            None => message,
        }
    }

    /// Whether it makes a file again that was deleted by hand.
    pub fn is_again(&self) -> bool {
        self.known && self.action == Action::Create
    }
}

impl Plan {
    /// The same, of which no report shows what any file holds.
    #[must_use]
    pub fn without_contents(mut self) -> Self {
        self.changes.iter_mut().for_each(|change| change.is_hidden = true);
        self
    }

    /// Whether the files or the ledger would change.
    pub fn is_change(&self) -> bool {
        self.old != self.new || self.changes.iter().any(|change| change.action != Action::Keep)
    }

    /// Whether all files stay as they are, and only the ledger would change.
    pub fn is_ledger_only(&self) -> bool {
        self.old != self.new && self.changes.iter().all(|change| change.action == Action::Keep)
    }

    /// Says that differences may come from `sw` itself, when another version wrote the files.
    pub fn other_version(&self) -> Option<Diagnostic> {
        let changed = self.count(|action| *action == Action::Update);
        let message = format!(
            "{} may differ because of `sw` itself: the last run was by {}, this is {VERSION}",
            words::count(changed, "file"),
            self.old.sw
        );
        (changed > 0 && self.old.sw != VERSION)
            .then(|| Diagnostic::warning("other-version", message))
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
        let some: Vec<String> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if some.is_empty() { "no files".into() } else { some.join(", ") }
    }

    fn count(&self, is: impl Fn(&Action) -> bool) -> usize {
        self.changes.iter().filter(|change| is(&change.action)).count()
    }
}
