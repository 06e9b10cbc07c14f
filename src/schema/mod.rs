//! What tools accept: tables of keys and types, and the walker that holds a value against them.

pub mod compose;
pub mod github;
pub mod shape;
pub mod terraform;
pub mod types;
mod walk;

pub use shape::{Fields, Format, Shape};
pub use walk::{Problem, arrange, check};
