//! `sw`: one recipe in, every deployment file out.

pub mod diag;
pub mod emit;
pub mod model;
pub mod plan;
pub mod value;
pub mod write;
