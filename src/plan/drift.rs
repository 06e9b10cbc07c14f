//! How the files on disk differ from what the recipes make of them: for `sw check`.

use super::change::Reason;
use super::change::{Action, Change, Plan};
use super::decide::conflict::{self, message};
use super::diff;
use super::ledger::{Entry, LEDGER, Ledger};
use crate::diag::Diagnostic;
use crate::model::FilePath;
use serde::Serialize;

/// A file that is not as it should be.
#[derive(Clone, Debug)]
pub struct Drift {
    /// Where it is.
    pub path: FilePath,
    /// What is wrong with it.
    pub state: State,
    /// The same for a person, with what to do.
    pub diagnostic: Diagnostic,
    /// The environment it belongs to; none belongs to all.
    pub environment: Option<String>,
    /// The recipe that owns it, or should; none for the ledger.
    pub recipe: Option<String>,
    /// Whether there is no such recipe any more.
    pub is_recipe_gone: bool,
    /// The first line on disk that is not as it should be; none when there is no file.
    pub line: Option<u32>,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The recipe makes something else of it now.
    Stale,
    /// It was changed by hand.
    Edited,
    /// It is not there.
    Missing,
    /// It is there, and no recipe makes it any more.
    Orphaned,
    /// Something that `sw` did not make is in its place.
    Foreign,
}

impl State {
    /// All states, in the order in which they are reported.
    pub const ALL: [Self; 5] =
        [Self::Stale, Self::Edited, Self::Missing, Self::Orphaned, Self::Foreign];

    /// The state in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Edited => "edited",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned",
            Self::Foreign => "foreign",
        }
    }
}

/// Every file that is not as it should be, sorted by path.
///
/// `exists` says whether there is a recipe at a path of the project: the files of one that no longer exists
/// are orphans, those of one that is there but not in the plan are left to anyone who plans it.
pub fn drift(plan: &Plan, exists: &dyn Fn(&str) -> bool) -> Vec<Drift> {
    let orphans = plan.old.entries().filter(|entry| !exists(&entry.recipe)).map(orphan);
    // What a recipe that no longer exists keeps another from writing is reported once, as its orphan.
    let orphaned = |change: &&Change| matches!(&change.action, Action::Conflict(Reason::OtherRecipe(owner)) if !exists(owner));
    let changes = plan
        .changes
        .iter()
        .filter(|change| !orphaned(change))
        .filter_map(|change| of_change(plan, change));
    let mut all: Vec<Drift> = changes.chain(orphans).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    if all.is_empty() && plan.is_ledger_only() {
        all.push(stale_ledger());
    }
    all
}

fn of_change(plan: &Plan, change: &Change) -> Option<Drift> {
    let (state, diagnostic) = match &change.action {
        Action::Keep => return None,
        Action::Create => (State::Missing, missing(change)),
        Action::Update if change.origin.is_some() => (State::Stale, stale(plan, change)),
        Action::Update | Action::Delete => (State::Orphaned, no_longer_generated(change)),
        Action::Conflict(reason) => (state_of(reason, change.known), message(change)?),
    };
    Some(Drift {
        path: change.path.clone(),
        state,
        diagnostic: change.located(diagnostic),
        environment: change.environment.clone(),
        recipe: Some(change.recipe.clone()),
        is_recipe_gone: false,
        line: first_difference(change),
    })
}

fn state_of(reason: &Reason, known: bool) -> State {
    match reason {
        Reason::Unproven => State::Orphaned,
        Reason::Private | Reason::TooLarge if known => State::Edited,
        Reason::Edited | Reason::ModeChanged | Reason::DamagedBlock => State::Edited,
        Reason::Link
        | Reason::NoFile
        | Reason::BehindLink(_)
        | Reason::BehindFile(_)
        | Reason::NotText
            if known =>
        {
            State::Edited
        }
        _ => State::Foreign,
    }
}

fn stale(plan: &Plan, change: &Change) -> Diagnostic {
    let error = Diagnostic::error(
        "stale-file",
        format!("`{}` is not what `{}` makes now", change.path, change.recipe),
    );
    let error =
        error.note(conflict::excerpt(&diff(change))).hint("run `sw run` and commit what it writes");
    match plan.other_version() {
        Some(other) => error.note(other.message),
        None => error,
    }
}

fn missing(change: &Change) -> Diagnostic {
    let why = if change.known {
        "it was deleted by hand since the last run"
    } else {
        "it was not written yet"
    };
    Diagnostic::error("missing-file", format!("`{}` is missing: {why}", change.path))
        .hint("run `sw run` and commit what it writes")
}

fn no_longer_generated(change: &Change) -> Diagnostic {
    let what = if change.after.is_some() {
        format!("the block of `{}` in `{}`", change.recipe, change.path)
    } else {
        format!("`{}`", change.path)
    };
    Diagnostic::error("orphaned-file", format!("{what} is no longer generated"))
        .hint("`sw run` removes it; commit that")
        .hint(format!("or keep it as yours with `sw adopt --release {}`", change.path).as_str())
}

fn orphan(entry: &Entry) -> Drift {
    let Entry { path, recipe, .. } = entry;
    let diagnostic = Diagnostic::error("orphaned-file", format!("`{path}` was made by `{recipe}`, and that recipe no longer exists"))
        .hint(format!("if it was renamed, `sw adopt --recipe NEW --from {recipe}` gives its files to the new one").as_str())
        .hint(format!("if it is no longer needed, `sw clean {recipe}` deletes them").as_str())
        .hint(format!("or keep it as yours with `sw adopt --release {path}`").as_str());
    let (environment, recipe) = (entry.environment.clone(), Some(recipe.clone()));
    Drift {
        path: path.clone(),
        state: State::Orphaned,
        diagnostic,
        environment,
        recipe,
        is_recipe_gone: true,
        line: Some(1),
    }
}

/// All files are as they should be, and yet the ledger is not: a merge may have left it so.
fn stale_ledger() -> Drift {
    let diagnostic =
        Diagnostic::error("stale-file", format!("`{LEDGER}` does not list the files as they are"))
            .hint("run `sw run` and commit what it writes");
    let (state, line) = (State::Stale, Some(1));
    Drift {
        path: Ledger::path(),
        state,
        diagnostic,
        environment: None,
        recipe: None,
        is_recipe_gone: false,
        line,
    }
}

/// Counted from 1.
fn first_difference(change: &Change) -> Option<u32> {
    let before = change.before.as_ref()?.text().unwrap_or_default();
    let after = change.after.as_ref().and_then(|after| after.text()).unwrap_or_default();
    let same =
        before.lines().zip(after.lines()).take_while(|(before, after)| before == after).count();
    let last = before.lines().count().max(1);
    u32::try_from((same + 1).min(last)).ok()
}
