//! The commands about the program itself, and what is said of its own mistakes.

pub(crate) mod bug;
pub(crate) mod completions;
pub(crate) mod version;
