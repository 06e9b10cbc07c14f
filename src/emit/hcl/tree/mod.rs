//! The nodes of HCL.

pub(crate) mod body;
pub(crate) mod collection;
pub(crate) mod expr;
pub(crate) mod heredoc;
pub(crate) mod margin;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod template;
