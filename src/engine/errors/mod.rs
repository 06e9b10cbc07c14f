//! From the language's errors while a recipe runs to diagnostics: what happened, where, and through which calls.

pub mod caller_errors;
pub mod error;
pub(crate) mod explain;
pub(crate) mod panics;
pub(crate) mod shortage;
pub mod type_names;
pub(crate) mod unresolved_calls;
pub(crate) mod unwind;
