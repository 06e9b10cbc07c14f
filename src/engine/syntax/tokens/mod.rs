//! Mistakes inside a token, or in how tokens pair up.

pub(crate) mod brackets;
pub(crate) mod numbers;
pub(crate) mod symbols;
pub(crate) mod text;
