//! Data to the tree that `emit::hcl` writes.

pub(super) mod body;
pub(super) mod expression;
pub(super) mod json;
