//! The shape of `.specweave/config.yaml`. What must be there, and what fits together, is in `rules`.
//!
//! Everything is optional here, so that one reading finds every mistake; a section whose lines
//! are all commented out is null, and means the same as none.

use super::{CostBudget, Infrastructure, Kind, Secrets, Strategy, Trigger};
use crate::value::Map;
use semver::VersionReq;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    /// Which versions of `sw` understand this project: `>=0.3`.
    pub(super) sw: Option<VersionReq>,
    pub(super) project: Option<About>,
    pub(super) environments: Option<Environments>,
    pub(super) deployment: Option<Deployment>,
    pub(super) infrastructure: Option<Infrastructure>,
    pub(super) secrets: Option<Secrets>,
    pub(super) cost_budget: Option<CostBudget>,
}

/// `project`: what it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct About {
    pub(super) name: Option<String>,
    /// What it is made with, in one word: `nodejs`.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// The recipes that commands evaluate when none is named.
    pub(super) recipes: Option<Vec<String>>,
}

/// `environments`: where it runs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Environments {
    pub(super) strategy: Option<Strategy>,
    pub(super) definitions: Option<Vec<Definition>>,
}

/// One environment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Definition {
    pub(super) name: Option<String>,
    /// What it is for, in a sentence.
    pub(super) purpose: Option<String>,
    pub(super) deployment: Option<Hosting>,
    pub(super) requires_approval: Option<bool>,
    /// Who may approve: names of people or teams.
    pub(super) approvers: Option<Vec<String>>,
    /// The environment that software has passed before it comes here.
    pub(super) promotion_from: Option<String>,
    /// Whether it comes and goes: previews, test runs.
    pub(super) ephemeral: Option<bool>,
    /// Anything the recipes need to know.
    pub(super) config: Option<Map>,
}

/// Where one environment runs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Hosting {
    #[serde(rename = "type")]
    pub(super) kind: Option<Kind>,
    /// What runs it: `docker-compose`, `kubernetes`.
    pub(super) target: Option<String>,
    /// Whose cloud: `hetzner`.
    pub(super) provider: Option<String>,
    pub(super) region: Option<String>,
    pub(super) ephemeral: Option<bool>,
}

/// `deployment`: how software moves.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Deployment {
    pub(super) pipeline: Option<Vec<Step>>,
}

/// One step of the pipeline.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Step {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) trigger: Option<Trigger>,
    pub(super) requires_approval: Option<bool>,
    pub(super) approvers: Option<Vec<String>>,
    pub(super) tests_required: Option<bool>,
}

impl Config {
    pub(super) fn definitions(&self) -> &[Definition] {
        self.environments.as_ref().and_then(|environments| environments.definitions.as_deref()).unwrap_or_default()
    }

    pub(super) fn steps(&self) -> &[Step] {
        self.deployment.as_ref().and_then(|deployment| deployment.pipeline.as_deref()).unwrap_or_default()
    }
}
