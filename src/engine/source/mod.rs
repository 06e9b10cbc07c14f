//! The recipe files of a run: from their text to what the language runs.

pub(crate) mod compile;
pub(crate) mod confusables;
pub(crate) mod key_order;
pub(crate) mod lexer;
pub(crate) mod mangling;
pub(crate) mod shadowing;
pub(crate) mod sources;
pub(crate) mod token_hook;
