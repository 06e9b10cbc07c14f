//! `sw`: one recipe in, every deployment file out.

pub mod builtins;
pub mod check;
pub mod cli;
pub mod diag;
pub mod domains;
pub mod emit;
pub mod engine;
pub mod library;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod project;
pub mod schema;
pub mod secrets;
pub mod value;
pub mod write;
