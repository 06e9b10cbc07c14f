//! The text that is parsed: positions, comments, escapes and indentation.

pub(crate) mod comments;
pub(crate) mod dedent;
pub(crate) mod escape;
pub(crate) mod source;
