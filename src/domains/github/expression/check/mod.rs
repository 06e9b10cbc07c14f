//! What is wrong with an expression: its names, its place, what it refers to, and what strangers can write.

pub(super) mod declared;
pub(super) mod language;
pub(super) mod place;
pub(super) mod scope;
pub(super) mod script;
pub(super) mod text;
pub(super) mod untrusted;
pub(super) mod vocabulary;
