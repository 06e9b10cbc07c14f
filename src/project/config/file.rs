//! The shape of `.specweave/config.yaml`. What must be there, and what fits together, is in `rules`.
//!
//! Everything is optional here, so that one reading finds every mistake; a section whose lines
//! are all commented out is null, and means the same as none.

use super::settings::{CostBudget, Infrastructure, Kubernetes, Secrets};
use crate::project::environment::Kind;
use crate::project::pipeline::Trigger;
use crate::project::strategy::Strategy;
use crate::value::Map;
use schemars::JsonSchema;
use semver::VersionReq;
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// Which versions of `sw` may run this project: `>=0.3` (default: any).
    #[schemars(with = "Option<String>")]
    pub(crate) sw: Option<VersionReq>,
    /// What the project is.
    pub(crate) project: Option<About>,
    /// Where the software runs.
    pub(crate) environments: Option<Environments>,
    /// How releases move between environments.
    pub(crate) deployment: Option<Deployment>,
    /// What the project runs on, in your own keys: recipes read it as data.
    pub(crate) infrastructure: Option<Infrastructure>,
    /// The clusters that manifests are for.
    pub(crate) kubernetes: Option<Kubernetes>,
    /// Where secrets are stored, and how CI systems name them.
    pub(crate) secrets: Option<Secrets>,
    /// What the project may cost.
    pub(crate) cost_budget: Option<CostBudget>,
}

/// `project`: what it is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct About {
    /// Its name: `shop`. Recipes read it as `project.name`.
    pub(crate) name: Option<String>,
    /// What it is written in, in one word: `nodejs`. Recipes read it as `project.type`.
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    /// The recipes that commands evaluate when you name none, as paths from the project's folder
    /// (default: `[deploy.rhai]`).
    #[schemars(length(min = 1), inner(regex(pattern = "\\.rhai$")))]
    pub(crate) recipes: Option<Vec<String>>,
}

/// `environments`: where it runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Environments {
    /// The set of environments that you intend to have; a missing one is a warning (default: `custom`).
    pub(crate) strategy: Option<Strategy>,
    /// The environments, in the order in which a release passes through them.
    pub(crate) definitions: Option<Vec<Definition>>,
}

/// One environment.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["name", "deployment"]))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Definition {
    /// Its name: at most 40 lower-case letters, digits and `-`. `prod`, `dev`, `stage` and `stg` are
    /// aliases in recipes and commands.
    #[schemars(regex(pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), length(max = 40))]
    pub(crate) name: Option<String>,
    /// What it is for, in a sentence.
    pub(crate) purpose: Option<String>,
    /// Where it runs.
    pub(crate) deployment: Option<Hosting>,
    /// Whether real users depend on it: recipes read it as `env.is_production` and choose larger machines, backups
    /// and protection for it (default: whether the name is `production`, `prod` or `prd`, or starts with one of them
    /// and `-`).
    pub(crate) production: Option<bool>,
    /// Whether a person must approve each deployment to it (default: `false`, or what the pipeline says).
    pub(crate) requires_approval: Option<bool>,
    /// Who may approve: names of people or teams (default: those of the pipeline's steps).
    pub(crate) approvers: Option<Vec<String>>,
    /// The environment that a release passes before this one (default: what the pipeline says).
    pub(crate) promotion_from: Option<String>,
    /// Whether it is temporary: previews, test runs (default: `deployment.ephemeral`).
    pub(crate) ephemeral: Option<bool>,
    /// The clusters that its manifests are for (default: what `kubernetes` says for the whole project).
    pub(crate) kubernetes: Option<Kubernetes>,
    /// Any data that recipes need about it: `env.config` in a recipe (default: `{}`).
    #[schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")]
    pub(crate) config: Option<Map>,
}

/// Where one environment runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["type"]))]
#[schemars(extend("if" = { "properties": { "type": { "const": "cloud" } } }, "then" = { "required": ["provider"] }))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Hosting {
    /// On a developer's machine, or in a cloud.
    #[serde(rename = "type")]
    pub(crate) kind: Option<Kind>,
    /// What runs the software: `docker-compose`, `kubernetes`.
    pub(crate) target: Option<String>,
    /// The cloud provider: `hetzner`. Required when `type` is `cloud`.
    pub(crate) provider: Option<String>,
    /// The region, as the provider calls it: `eu-central`.
    pub(crate) region: Option<String>,
    /// Whether it is temporary: previews, test runs (default: `false`).
    pub(crate) ephemeral: Option<bool>,
}

/// `deployment`: how software moves.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Deployment {
    /// The steps in which a release moves from environment to environment.
    pub(crate) pipeline: Option<Vec<Step>>,
}

/// One step of the pipeline.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["from", "to"]))]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Step {
    /// The environment that a release comes from.
    pub(crate) from: Option<String>,
    /// The environment that it goes to; it must be defined.
    pub(crate) to: Option<String>,
    /// What starts the step (default: `manual`).
    pub(crate) trigger: Option<Trigger>,
    /// Whether a person must approve it (default: `false`).
    pub(crate) requires_approval: Option<bool>,
    /// Who may approve: names of people or teams.
    pub(crate) approvers: Option<Vec<String>>,
    /// Whether tests must pass first (default: `false`).
    pub(crate) tests_required: Option<bool>,
}

impl Config {
    pub(crate) fn definitions(&self) -> &[Definition] {
        self.environments
            .as_ref()
            .and_then(|environments| environments.definitions.as_deref())
            .unwrap_or_default()
    }

    pub(crate) fn steps(&self) -> &[Step] {
        self.deployment
            .as_ref()
            .and_then(|deployment| deployment.pipeline.as_deref())
            .unwrap_or_default()
    }
}
