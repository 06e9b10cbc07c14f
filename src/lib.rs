//! `sw`: one recipe in, every deployment file out.

pub mod builtins;
pub mod diag;
pub mod domains;
pub mod emit;
pub mod engine;
pub mod model;
pub mod project;
pub mod secrets;
pub mod value;
