//! Mistakes in expressions, statements and definitions.

pub(crate) mod calls;
pub(crate) mod definitions;
pub(crate) mod foreign;
pub(crate) mod maps;
pub(crate) mod operators;
pub(crate) mod statements;
