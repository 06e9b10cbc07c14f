//! A session: inputs that are evaluated one after the other, and what they leave behind.
//!
//! The inputs together are one recipe that grows. Each is parsed and looked through with those before it, and then
//! run alone, on the variables that they left. One that goes wrong leaves nothing.

mod answer;
mod complete;
mod cursor;
mod hint;
mod is_look;
mod kind;
mod known;
mod page;
mod paint;
mod parser;
mod running;
mod script;
mod shown;
#[cfg(test)]
mod typed;
mod whole;

pub use answer::{Answer, Form, Input};
pub use complete::Completions;
pub use page::page;
pub use paint::{Ink, paint};
pub use running::Session;
pub use whole::{Whole, whole};

/// What messages call the text of a session.
pub const SESSION: &str = "session";
