//! The tree that YAML, JSON and TOML share: what a value becomes, how it is laid out, and in which of them it is written.

pub mod layout;
pub mod lower;
pub(super) mod node;
pub(super) mod syntax;
