//! What was typed, as text: whether it is complete, what it parses to, and whether it changes anything.

pub(crate) mod completeness;
pub(crate) mod page;
pub(crate) mod parser;
pub(crate) mod side_effects;
#[cfg(test)]
pub(crate) mod typed;
