//! The state of one run: its inputs, secrets, holes and limits, and what it emitted.

pub(crate) mod cancel;
pub(crate) mod context;
pub(crate) mod holes;
pub mod inputs;
pub(crate) mod last_given;
pub(crate) mod limits;
pub(crate) mod output;
pub(crate) mod secrets;
