//! `sw`: one recipe in, every deployment file out.

pub mod diag;
pub mod domains;
pub mod emit;
pub mod model;
pub mod value;
