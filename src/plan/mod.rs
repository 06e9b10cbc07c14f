//! Compares what a run produced with the disk and the ledger; reads both and changes nothing.
//!
//! ```text
//! files ─► names ─► decide (one file × ledger × disk) ─┐
//! ledger ─► prune (what no recipe emits any more) ─────┴─► Plan ─► write::apply
//!                                                            ├───► report (text, JSON, Markdown)
//!                                                            └───► drift (for `sw check`)
//! ```
//!
//! A file is ours when the ledger says what we wrote and the disk still holds exactly that; before it is deleted, a
//! [`Witness`] has to say so too. Everything else is a conflict, and a plan with a conflict is never written.

mod adopt;
mod change;
mod content;
mod decide;
mod diff;
mod disk;
mod drift;
mod ledger;
mod names;
pub mod report;

pub use adopt::{adopt, adopt_from, rebuild, release};
pub use change::{Action, Change, Plan, Reason};
pub use content::{Content, fingerprint, sha256};
pub use decide::block::with_block;
pub use decide::witness::Witness;
pub use diff::diff;
pub use drift::{Drift, State, drift};
pub use ledger::{Entry, LEDGER, Ledger, LedgerError};

use crate::diag::Diagnostic;
use crate::model::File;
use std::path::Path;

/// The version that new entries of the ledger are written by.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a run may touch.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The recipes that run: each owns what it emits, and only their files are pruned.
    pub recipes: Vec<String>,
    /// Only files of these environments are written and pruned; none means all files.
    pub environments: Option<Vec<String>>,
    /// Overwrite what was edited by hand or made by another program.
    pub force: bool,
}

/// Compares the files of a run with the output root.
///
/// All recipes of a run are planned together, so that they are written together or not at all.
/// Without any files everything that they own is deleted: that is `sw clean`. What the ledger lists is only deleted
/// when `witness` vouches for it.
///
/// # Errors
/// All clashes between the names of the run, or what kept the disk from being read.
pub fn plan(
    files: &[File],
    root: &Path,
    ledger: &Ledger,
    scope: &Scope,
    witness: &dyn Witness,
) -> Result<Plan, Vec<Diagnostic>> {
    let wanted = names::check(files)?;
    let mut planner = decide::planner::Planner::new(root, ledger, scope, &wanted, witness);
    let (mut changes, mut errors) = (Vec::new(), Vec::new());
    let mut note = |result: Result<Option<Change>, Box<Diagnostic>>| match result {
        Ok(change) => changes.extend(change),
        Err(error) => errors.push(*error),
    };
    for wanted in wanted.iter().filter(|wanted| scope.covers(wanted.environment)) {
        note(planner.decide(wanted).map(Some));
    }
    for entry in planner.given_up(&wanted) {
        note(planner.prune(entry));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Plan { changes, old: ledger.clone(), new: planner.into_ledger() })
}

impl Scope {
    /// A full run of a recipe.
    pub fn of(recipe: impl Into<String>) -> Self {
        Self { recipes: vec![recipe.into()], ..Self::default() }
    }

    fn runs(&self, recipe: &str) -> bool {
        self.recipes.iter().any(|one| one == recipe)
    }

    fn covers(&self, environment: Option<&str>) -> bool {
        self.environments
            .as_ref()
            .is_none_or(|only| environment.is_some_and(|name| only.iter().any(|one| one == name)))
    }
}
