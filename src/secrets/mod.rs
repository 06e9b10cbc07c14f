//! Secrets as references: what one is, what known platforms ask for, and what each tool calls it. What a

mod catalogue;
pub mod dotenv;
mod example;
mod format;
mod naming;
mod secret;

pub use catalogue::{Entry, Platform, platforms};
pub use example::example;
pub use format::{Format, is_placeholder};
pub use naming::{ci_name, dotenv_name, terraform_name};
pub use secret::{Example, Sample, Secret, StoreOverride};
