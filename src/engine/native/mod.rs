//! What native functions are written with: handles, options, conversions, and the files that values become.

pub(crate) mod compare;
pub mod convert;
pub mod environment;
pub mod handle;
pub(crate) mod literal;
pub mod options;
pub(crate) mod output;
pub mod project;
pub mod unchecked;
