//! Secrets as references: what one is, what known platforms ask for, and what each tool calls it. What a
//! recipe makes never has a value in it. Where commands need values, [`values`] finds them,
//! [`Search`] looks for them where none may be, and [`Masker`] hides them.

pub mod dotenv;
mod example;
mod format;
mod mask;
mod naming;
mod platforms;
pub mod scan;
mod search;
mod secret;
mod steering;
pub mod values;

pub use example::example;
pub use format::{Format, is_placeholder};
pub use mask::Masker;
pub use naming::{
    check_ci_name, check_name, ci_name, dotenv_name, is_kubernetes_key, is_kubernetes_name,
    kubernetes_key, terraform_name,
};
pub use platforms::catalogue::{Entry, Platform, platforms};
pub use search::{Owner, Search, Spot};
pub use secret::{Example, KubernetesOverride, Sample, Secret, StoreOverride};
pub use steering::is_steering;
