//! Secrets as references: what one is, what known platforms ask for, and what each tool calls it. What a
//! recipe makes never has a value in it.

mod catalogue;
mod format;
mod naming;
pub mod scan;
mod secret;

pub use catalogue::{Entry, Platform, platforms};
pub use format::{Format, is_placeholder};
pub use naming::{ci_name, dotenv_name, terraform_name};
pub use secret::{Example, Sample, Secret, StoreOverride};
