//! From a document that a recipe has written to the tree of its file.

pub(super) mod build;
pub(super) mod checked;
mod links;
