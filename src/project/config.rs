//! The shape of `.specweave/config.yaml`. What must be there, and what fits together, is in `rules`.
//!
//! Everything is optional here, so that one reading finds every mistake; a section whose lines
//! are all commented out is null, and means the same as none.

use super::{CostBudget, Infrastructure, Kind, Secrets, Strategy, Trigger};
use crate::value::Map;
use schemars::JsonSchema;
use semver::VersionReq;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    /// Which versions of `sw` understand this project: `>=0.3`.
    #[schemars(with = "Option<String>")]
    pub(super) sw: Option<VersionReq>,
    /// What the project is.
    pub(super) project: Option<About>,
    /// Where the software runs.
    pub(super) environments: Option<Environments>,
    /// How software moves between environments.
    pub(super) deployment: Option<Deployment>,
    /// What the project runs on, in your own keys: recipes read it as data.
    pub(super) infrastructure: Option<Infrastructure>,
    /// Where secrets live, and what CI systems call them.
    pub(super) secrets: Option<Secrets>,
    /// What the project may cost.
    pub(super) cost_budget: Option<CostBudget>,
}

/// `project`: what it is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct About {
    /// Its name: `shop`.
    pub(super) name: Option<String>,
    /// What it is made with, in one word: `nodejs`.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// The recipes that commands evaluate when none is named.
    #[schemars(length(min = 1), inner(regex(pattern = "\\.rhai$")))]
    pub(super) recipes: Option<Vec<String>>,
}

/// `environments`: where it runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Environments {
    /// Which environments there are: a named set, or `custom`.
    pub(super) strategy: Option<Strategy>,
    /// The environments, in the order in which software passes them.
    pub(super) definitions: Option<Vec<Definition>>,
}

/// One environment.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["name", "deployment"]))]
#[serde(deny_unknown_fields, default)]
pub(super) struct Definition {
    /// Its name: small letters, digits and `-`. `prod`, `dev`, `stage` and `stg` are understood.
    #[schemars(regex(pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), length(max = 40))]
    pub(super) name: Option<String>,
    /// What it is for, in a sentence.
    pub(super) purpose: Option<String>,
    /// Where it runs.
    pub(super) deployment: Option<Hosting>,
    /// Whether somebody must approve each deployment to it.
    pub(super) requires_approval: Option<bool>,
    /// Who may approve: names of people or teams.
    pub(super) approvers: Option<Vec<String>>,
    /// The environment that software has passed before it comes here.
    pub(super) promotion_from: Option<String>,
    /// Whether it comes and goes: previews, test runs.
    pub(super) ephemeral: Option<bool>,
    /// Anything the recipes need to know: `env.config` in a recipe.
    #[schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")]
    pub(super) config: Option<Map>,
}

/// Where one environment runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["type"]))]
#[schemars(extend("if" = { "properties": { "type": { "const": "cloud" } } }, "then" = { "required": ["provider"] }))]
#[serde(deny_unknown_fields, default)]
pub(super) struct Hosting {
    /// On a developer's machine, or in a cloud.
    #[serde(rename = "type")]
    pub(super) kind: Option<Kind>,
    /// What runs it: `docker-compose`, `kubernetes`.
    pub(super) target: Option<String>,
    /// Whose cloud: `hetzner`; a cloud environment needs one.
    pub(super) provider: Option<String>,
    /// Where in that cloud: `eu-central`.
    pub(super) region: Option<String>,
    /// Whether it comes and goes: previews, test runs.
    pub(super) ephemeral: Option<bool>,
}

/// `deployment`: how software moves.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Deployment {
    /// The steps that software takes from environment to environment.
    pub(super) pipeline: Option<Vec<Step>>,
}

/// One step of the pipeline.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["from", "to"]))]
#[serde(deny_unknown_fields, default)]
pub(super) struct Step {
    /// The environment that software comes from.
    pub(super) from: Option<String>,
    /// The environment that it goes to.
    pub(super) to: Option<String>,
    /// What sets the step off.
    pub(super) trigger: Option<Trigger>,
    /// Whether somebody must approve it.
    pub(super) requires_approval: Option<bool>,
    /// Who may approve: names of people or teams.
    pub(super) approvers: Option<Vec<String>>,
    /// Whether tests must pass first.
    pub(super) tests_required: Option<bool>,
}

impl Config {
    pub(super) fn definitions(&self) -> &[Definition] {
        self.environments
            .as_ref()
            .and_then(|environments| environments.definitions.as_deref())
            .unwrap_or_default()
    }

    pub(super) fn steps(&self) -> &[Step] {
        self.deployment
            .as_ref()
            .and_then(|deployment| deployment.pipeline.as_deref())
            .unwrap_or_default()
    }
}
