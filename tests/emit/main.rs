//! What the emitters write is read back the same, by readers that are not ours.
//!
//! `SW_VALUES` says how many random values each test tries. A failure shows the smallest input that
//! still fails: it belongs into `tricky::TRICKY`, or into a unit test beside the code.

mod dotenv;
mod json;
mod random;
mod readers;
mod seen;
mod sourced;
mod toml;
mod tricky;
mod yaml;
