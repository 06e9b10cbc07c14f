//! The graph of a run: resolved for the checks, and listed for people and programs.

pub mod listing;
pub mod resolved;
