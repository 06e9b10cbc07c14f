//! Ways of writing single values that tables name: durations, sizes, ports. `f:duration` in a table is the row `duration` here.

pub(super) mod by_name;
pub(super) mod format;
pub mod interpolation;
pub mod mount;
pub mod port;
pub(super) mod rows;

pub use format::Format;
pub use rows::{all, named};
