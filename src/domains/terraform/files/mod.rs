//! A root to its files: which block goes where, in which order.

pub(super) mod artifact;
pub(crate) mod entries;
pub(super) mod layout;
pub(super) mod order;
pub(super) mod sections;
pub(super) mod shared_folder;
pub(super) mod state;
pub(super) mod tfvars;

use super::block::draft::{Block, Draft};
use crate::diag::Diagnostic;
use crate::emit::hcl::{self, Body};
use crate::engine::Around;
use crate::schema::Problem;
use std::collections::BTreeMap;

/// The files of a root by name, in the order of their names.
pub(crate) type Pages = BTreeMap<String, Body>;

/// A block on its way to its page.
pub(crate) struct Item {
    pub(crate) file: String,
    pub(crate) block: hcl::Block,
    /// The number of the block among those that the recipe asked for; none for one that the root has of itself.
    pub(crate) asked: Option<usize>,
}

/// A problem of a block, with its place in the recipe.
pub(crate) fn diagnostic(
    problem: Problem,
    block: &Block,
    draft: &Draft,
    around: &Around<'_>,
) -> Diagnostic {
    let (call, value) = block.passed(&problem.path);
    let place = around.run.locate_part(&call, &value, &problem.path, problem.part);
    let inside =
        if problem.path.is_root() { String::new() } else { format!(", at `{}`", problem.path) };
    problem.diagnostic.at(place).note(format!("in {block} of `{}`{inside}", draft.folder))
}
