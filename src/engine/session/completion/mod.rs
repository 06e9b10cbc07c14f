//! Completion and hints while an input is typed.

pub(crate) mod complete;
pub(crate) mod cursor;
pub(crate) mod documentation;
pub(crate) mod hint;
pub(crate) mod kind;
pub(crate) mod known;
