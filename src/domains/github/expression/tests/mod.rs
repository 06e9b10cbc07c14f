//! The language alone, and its use in workflows.

mod language;
mod workflow;
