//! How software moves from one environment to the next.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A step from one environment to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// The name of the environment it starts at.
    pub from: String,
    /// The name of the environment it leads to.
    pub to: String,
    /// What sets it off.
    pub trigger: Trigger,
    /// Whether it requires an approval; so also when the environment it leads to says so.
    pub requires_approval: bool,
    /// Who may approve.
    pub approvers: Vec<String>,
    /// Whether tests must pass first.
    pub tests_required: bool,
}

/// What sets a promotion off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// A person.
    #[default]
    Manual,
    /// A merge to the main branch.
    AutoOnMerge,
    /// A tag.
    AutoOnTag,
}
