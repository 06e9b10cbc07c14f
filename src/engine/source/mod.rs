//! The recipe files of a run: from their text to what the language runs.

pub(crate) mod compile;
pub(crate) mod key_order;
pub(crate) mod lexing;
pub(crate) mod mangling;
pub(crate) mod parse;
pub(crate) mod read_files;
pub(crate) mod reexports;
pub(crate) mod shadowing;
pub(crate) mod sources;
