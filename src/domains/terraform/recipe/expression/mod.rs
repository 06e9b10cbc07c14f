//! Expressions in recipes: operators, calls of Terraform's functions, values by workspace.

pub(crate) mod call;
pub(crate) mod operators;
pub(crate) mod workspace;
