//! The language's grammar: where expressions are in a text, and each of them as a tree.

mod error;
pub(super) mod literal;
pub(super) mod parse;
pub(super) mod scan;
mod token;
pub(super) mod tree;
