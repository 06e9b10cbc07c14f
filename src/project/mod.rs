//! The project a recipe runs in: its environments.

use serde::{Deserialize, Serialize};

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// The environments, in the order of the configuration.
    pub environments: Vec<Environment>,
}

/// Somewhere to deploy to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// Its name: `staging`.
    pub name: String,
    /// What CI secrets of this environment start with: `STAGING`.
    pub prefix: String,
}
