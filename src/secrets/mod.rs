//! Secrets as references: what one is, and what each tool calls it. No value is ever in here.

mod naming;

pub use naming::{ci_name, dotenv_name, terraform_name};

use serde::{Deserialize, Serialize};

/// A declared secret: all that is said about it, never what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// The name it was declared with, as an environment variable: `DATABASE_URL`.
    pub name: String,
    /// What it is for, in a few words.
    pub description: Option<String>,
    /// The platform that issues it: `hetzner`.
    pub platform: Option<String>,
    /// Whether one value serves every environment, so that its name has no prefix.
    pub shared: bool,
    /// Its Terraform variable, when that is not the name in lower case.
    pub terraform: Option<String>,
    /// Its name in CI systems before the environment's prefix, when that is not the name itself.
    pub ci: Option<String>,
}

impl Secret {
    /// A secret of which only the name is known.
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), description: None, platform: None, shared: false, terraform: None, ci: None }
    }

    /// Whether nothing but the name is said: a use of a secret that is declared elsewhere.
    pub fn is_mention(&self) -> bool {
        *self == Self::named(&self.name)
    }
}
