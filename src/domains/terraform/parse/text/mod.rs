//! The text that is parsed: positions, comments and indentation.

pub(crate) mod comments;
pub(crate) mod dedent;
pub(crate) mod source;
