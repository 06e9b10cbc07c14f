//! Messages to a person: plain data here, rendered in [`render`].
//!
//! Code that finds a problem says what happened, why, and what to do next. Who knows the place
//! adds it. Nothing in here knows colours, terminals or the engine.

pub mod codes;
pub mod cycles;
pub mod letters;
mod line;
mod message;
mod place;
pub mod render;
pub mod suggest;
pub mod words;

pub use line::Line;
pub use message::{Call, Diagnostic, Severity};
pub use place::{Place, Point};

/// The version of the JSON in which messages and pages are given to programs.
pub const FORMAT_VERSION: &str = "1.0";
