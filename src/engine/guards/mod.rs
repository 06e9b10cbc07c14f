//! The language's own functions and operators where they would be silently wrong: refused, or replaced.

pub(crate) mod dedup;
pub(crate) mod lookups;
pub(crate) mod operator_guards;
pub(crate) mod prelude;
mod prints;
pub(crate) mod text_guards;
pub(crate) mod variable_hook;
