//! What tools accept: tables of keys and types, and the walker that holds a value against them.

pub mod github;
pub mod shape;
mod walk;

pub use shape::{Fields, Shape};
pub use walk::{Problem, arrange, check};
