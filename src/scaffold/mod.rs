//! What a project starts with: a configuration, a first recipe, and what git should know, as texts.
//!
//! ```text
//! Choices ─► config, recipe, files   (what `sw init` writes)
//!   World ─► detect                  (what is there already)
//! ```
//!
//! Nothing here touches the disk or the terminal: the same choices give the same texts.

mod choices;
mod config;
mod detect;
mod git;
mod host;
mod library;
mod platform;
mod recipe;

pub use choices::{Choices, Planned};
pub use config::config;
pub use detect::{Detected, detect, kinds, owned};
pub use git::{GIT_ATTRIBUTES, GIT_IGNORE, with_block};
pub use host::host;
pub use library::{library, recipe_file};
pub use platform::provider::{PROVIDERS, Provider, Region, provider};
pub use platform::target::Target;
pub use recipe::recipe;
