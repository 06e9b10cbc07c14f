//! Why a file can't be written, and what to say to its author.

use crate::diag::{Diagnostic, words};
use crate::plan::change::{Action, Change, Plan, Reason};
use crate::plan::content::Content;
use crate::plan::diff;
use crate::plan::ledger::{LEDGER, holds_merge};

impl Plan {
    /// A message for each file that is in the way; while there is one, nothing is written.
    pub fn conflicts(&self) -> Vec<Diagnostic> {
        self.changes.iter().filter_map(message).collect()
    }
}

/// The message for a change that is in conflict.
pub(crate) fn message(change: &Change) -> Option<Diagnostic> {
    let Action::Conflict(reason) = &change.action else { return None };
    let error = change.located(Diagnostic::error(code(reason), what(change, reason)));
    let error = if reason.yields() { error.note(excerpt(&diff(change))) } else { error };
    Some(hints(error, change, reason))
}

/// The first lines of a diff: enough to recognise the change by.
pub(crate) fn excerpt(diff: &str) -> String {
    const SHOWN: usize = 40;
    match diff.lines().count().saturating_sub(SHOWN) {
        0 => diff.to_string(),
        more => diff
            .lines()
            .take(SHOWN)
            .flat_map(|line| [line, "\n"])
            .chain([&*format!("... and {}\n", words::count(more, "more line"))])
            .collect(),
    }
}

fn code(reason: &Reason) -> &'static str {
    match reason {
        Reason::Edited => "edited-file",
        Reason::Foreign => "foreign-file",
        Reason::ModeChanged => "changed-mode",
        Reason::OtherRecipe(_) => "other-recipe",
        Reason::Link | Reason::BehindLink(_) => "link-in-the-way",
        Reason::NoFile | Reason::BehindFile(_) => "not-a-file",
        Reason::Clash(_) => "name-clash",
        Reason::DamagedBlock => "damaged-block",
        Reason::NotText => "binary-file",
        Reason::TooLarge => "foreign-file",
        Reason::Private => "private-file",
        Reason::Unproven => "unproven-file",
    }
}

fn what(change: &Change, reason: &Reason) -> String {
    let path = &change.path;
    let goal = if change.origin.is_some() { "" } else { ", and the recipe no longer emits it" };
    match reason {
        Reason::Edited => format!("`{path}` was edited by hand since the last run{goal}"),
        Reason::Foreign => format!("`{path}` is there already, and `sw` did not make it"),
        Reason::ModeChanged => {
            format!("`{path}` was given other permissions by hand since the last run{goal}")
        }
        Reason::OtherRecipe(recipe) => format!("`{path}` belongs to the recipe `{recipe}`"),
        Reason::Link => format!("`{path}` is a link, and `sw` does not write through links"),
        Reason::NoFile => format!("`{path}` is there already, and it is no file"),
        Reason::BehindLink(at) => format!(
            "`{path}` can't be written: `{at}` is a link, and `sw` does not write through links"
        ),
        Reason::BehindFile(at) => {
            format!("`{path}` can't be written: `{at}` is a file, not a folder")
        }
        Reason::Clash(other) => format!(
            "`{path}` can't be written beside `{other}`: some systems take both for the same name"
        ),
        Reason::DamagedBlock => format!("the markers of the block in `{path}` are not in order"),
        Reason::NotText => format!("`{path}` is not text, so a block can't be put into it"),
        Reason::TooLarge if change.origin.is_none() => {
            format!("`{path}` is larger than anything that `sw` writes{goal}")
        }
        Reason::TooLarge => {
            format!("`{path}` is there already, and is larger than anything that `sw` writes")
        }
        Reason::Private if change.origin.is_some() => {
            format!("`{path}` may hold secrets, and `sw` replaces no such file")
        }
        Reason::Private => format!("`{path}` may hold secrets, and `sw` deletes no such file"),
        Reason::Unproven => {
            format!("`{path}` would be deleted, and only the ledger says that `sw` made it")
        }
    }
}

fn hints(error: Diagnostic, change: &Change, reason: &Reason) -> Diagnostic {
    let path = &change.path;
    match reason {
        Reason::Edited if change.before.as_ref().and_then(Content::text).is_some_and(holds_merge) => {
            error.note("it holds both sides of a merge").hint("`sw run --force` writes it anew, from the recipe as it is merged")
        }
        Reason::Edited | Reason::ModeChanged if change.origin.is_none() => {
            error.hint(format!("keep it as yours with `sw adopt --release {path}`").as_str()).hint("or delete it with `--force`")
        }
        Reason::Edited | Reason::ModeChanged => error
            .hint("put the change into the recipe")
            .hint("or overwrite it with `--force`")
            .hint(format!("or let `sw` treat it as its own with `sw adopt {path}`").as_str()),
        Reason::Foreign => error
            .hint("move it aside")
            .hint("or overwrite it with `--force`")
            .hint(format!("or let `sw` treat it as its own with `sw adopt {path}`").as_str()),
        Reason::OtherRecipe(recipe) => error
            .hint("choose another path in one of the recipes")
            .hint(format!("if `{recipe}` no longer emits it, run both in one run, or that one first").as_str())
            .hint(format!("if `{recipe}` was renamed, `sw adopt --from {recipe}` takes its files over").as_str())
            .hint(format!("if it was removed, `sw clean {recipe}` deletes them").as_str()),
        Reason::Link | Reason::BehindLink(_) => error.hint("replace the link by what it points to, or choose another path"),
        Reason::NoFile | Reason::BehindFile(_) => error.hint("move it aside, or choose another path"),
        Reason::Clash(other) => error.hint(format!("rename it with `git mv {other} {path}`, or spell the path alike").as_str()),
        Reason::DamagedBlock => error.hint("leave one begin marker and one end marker, or none at all"),
        Reason::TooLarge if change.origin.is_none() => {
            error.hint(format!("keep it as yours with `sw adopt --release {path}`").as_str()).hint("or delete it yourself, and run again")
        }
        Reason::NotText | Reason::TooLarge => error.hint("move it aside, or choose another path"),
        Reason::Private if change.origin.is_some() => error.hint("choose another path, or delete the file yourself"),
        Reason::Private => error
            .hint(format!("if `sw` made it, delete it yourself, then run `sw adopt --release {path}`").as_str())
            .hint(format!("if it is yours, `sw adopt --release {path}` takes it off the ledger").as_str()),
        Reason::Unproven => error
            .note(format!("`{LEDGER}` comes with a clone, this machine has no record of having written the file, and git does not keep it"))
            .hint("if `sw` made it, delete it with `--force`")
            .hint(format!("if it is yours, `sw adopt --release {path}` takes it off the ledger").as_str()),
    }
}
