//! What a file is read as: tokens, and letters that look like others.

pub(crate) mod confusables;
pub(crate) mod lexer;
pub(crate) mod position;
pub(crate) mod token_hook;
