//! Ways of writing single values that tables name: durations, sizes, ports. `f:duration` in a table is the row `duration` here.

pub mod cron;
mod encoded;
mod format;
pub mod interpolation;
pub mod mount;
pub mod port;
mod rows;
pub mod zones;

pub use format::Format;
pub use rows::{all, named};

/// Whether a text is what `kubeseal` makes of a secret, or the start of that.
pub fn is_sealed(text: &str) -> bool {
    encoded::is_sealed(text)
}
