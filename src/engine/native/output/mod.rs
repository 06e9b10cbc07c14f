//! From a value to the files that it makes.

pub mod data_file;
pub mod emit;
