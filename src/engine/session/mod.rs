//! A session: inputs that are evaluated one after the other, and what they leave behind.
//!
//! The inputs together are one recipe that grows. Each is parsed and looked through with those before it, and then
//! run alone, on the variables that they left. One that goes wrong leaves nothing.

pub(crate) mod answer;
pub(crate) mod completion;
pub(crate) mod input;
pub(crate) mod paint;
pub(crate) mod preview;
pub(crate) mod running;
pub(crate) mod script;

pub use answer::{Answer, Form, Input};
pub use completion::complete::Completions;
pub use input::completeness::{Whole, whole};
pub use input::page::page;
pub use paint::{Ink, paint};
pub use running::Session;

/// What messages call the text of a session.
pub const SESSION: &str = "session";
