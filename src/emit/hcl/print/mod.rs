//! Nodes to lines and tokens.

pub(crate) mod broken;
pub(crate) mod columns;
pub(crate) mod escape;
pub(crate) mod flat;
pub(crate) mod page;
pub(crate) mod pieces;
pub(crate) mod structure;
pub(crate) mod token;
