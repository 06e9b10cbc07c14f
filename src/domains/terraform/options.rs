//! The options of `terraform::root` and of what stands in one.

use crate::value::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a root is made with.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RootOptions {
    /// The Terraform versions that may run it: `">= 1.5"`.
    pub(super) required_version: Option<String>,
    /// The folder, from the output root (default: `infrastructure/terraform/<name>`).
    pub(super) path: Option<String>,
    /// Which file each kind of block goes to.
    pub(super) files: Files,
    /// How the blocks of a file come: as the recipe adds them, or each behind those of its file that it refers to and by kind and
    /// name otherwise.
    pub(super) order: Order,
}

/// How the blocks of a file come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Order {
    /// As the recipe adds them.
    #[default]
    Written,
    /// Each behind those that it refers to, and by kind and name otherwise.
    Dependency,
}

/// The file for each kind of block; one name can serve several kinds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Files {
    /// `terraform { required_version }` (default: where `required_providers` is).
    pub(super) terraform: Option<String>,
    /// `terraform { backend }` or `terraform { cloud }` (default: where `terraform` is).
    pub(super) backend: Option<String>,
    /// `terraform { required_providers }`.
    pub(super) required_providers: String,
    /// Providers.
    pub(super) provider: String,
    /// Variables.
    pub(super) variable: String,
    /// Locals.
    pub(super) locals: String,
    /// Data sources and ephemeral resources.
    pub(super) data: String,
    /// Resources.
    pub(super) resource: String,
    /// Module calls.
    pub(super) module: String,
    /// Outputs.
    pub(super) output: String,
}

impl Files {
    /// The file for `terraform { required_version }`.
    pub(super) fn terraform(&self) -> &str {
        self.terraform.as_deref().unwrap_or(&self.required_providers)
    }

    /// The file for `terraform { backend }`.
    pub(super) fn backend(&self) -> &str {
        self.backend.as_deref().unwrap_or_else(|| self.terraform())
    }
}

impl Default for Files {
    fn default() -> Self {
        let main = || "main.tf".to_string();
        Self {
            terraform: None,
            backend: None,
            required_providers: "versions.tf".into(),
            provider: main(),
            variable: "variables.tf".into(),
            locals: main(),
            data: main(),
            resource: main(),
            module: main(),
            output: "outputs.tf".into(),
        }
    }
}

/// What a variable is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct VariableOptions {
    /// What it is for.
    pub(super) description: Option<Value>,
    /// Its type, in Terraform's words: `"list(string)"` (default: `"string"`).
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// Its value when none is given; `null` makes it optional.
    pub(super) default: Option<Value>,
    /// Whether Terraform hides it in its output.
    pub(super) sensitive: Option<bool>,
    /// Whether null is a value for it.
    pub(super) nullable: Option<bool>,
    /// Whether it is kept out of state and plan files.
    pub(super) ephemeral: Option<bool>,
    /// What must hold of its value: a map of `condition` and `error_message`, or several.
    pub(super) validation: Option<Value>,
}

/// What an output is besides its value.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OutputOptions {
    /// What it is for.
    pub(super) description: Option<Value>,
    /// Whether Terraform hides it in its output.
    pub(super) sensitive: Option<bool>,
    /// Whether it is kept out of state and plan files, as outputs of modules can be.
    pub(super) ephemeral: Option<bool>,
    /// What has to be there before it can be told.
    pub(super) depends_on: Option<Value>,
    /// What must hold before it is told: a map of `condition` and `error_message`, or several.
    pub(super) precondition: Option<Value>,
}

/// Where a provider comes from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredProviderOptions {
    /// Its address: `"hetznercloud/hcloud"`.
    pub(super) source: String,
    /// The versions that fit: `"~> 1.48"`.
    #[serde(default)]
    pub(super) version: Option<String>,
    /// The aliases that a module expects its callers to pass.
    #[serde(default)]
    pub(super) configuration_aliases: Option<Value>,
}
