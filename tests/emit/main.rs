//! What the emitters write is read back the same, by readers that are not ours.
//!
//! `SW_VALUES` says how many random values each test tries. A failure shows the smallest input that
//! still fails: it belongs into `tricky::TRICKY`, or into a unit test beside the code.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod dotenv;
mod dotenv_forms;
mod json;
mod random;
mod readers;
mod seen;
mod sourced;
mod toml;
mod toml_forms;
mod tricky;
mod yaml;
mod yaml_forms;
