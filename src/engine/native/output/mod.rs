//! From a value to the files that it makes.

pub(crate) mod built;
pub mod data_file;
pub mod emit;
pub(crate) mod templates;
