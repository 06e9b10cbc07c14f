//! The options of variables, outputs and required providers.

use crate::value::Value;
use schemars::JsonSchema;
use serde::Deserialize;

/// What a variable is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct VariableOptions {
    /// What it is for.
    pub(crate) description: Option<Value>,
    /// Its type, in Terraform's words: `"list(string)"` (default: `"string"`).
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    /// Its value when none is given; `null` makes it optional.
    pub(crate) default: Option<Value>,
    /// Whether Terraform hides it in its output.
    pub(crate) sensitive: Option<bool>,
    /// Whether null is a value for it.
    pub(crate) nullable: Option<bool>,
    /// Whether it is kept out of state and plan files.
    pub(crate) ephemeral: Option<bool>,
    /// What must hold of its value: a map of `condition` and `error_message`, or several.
    pub(crate) validation: Option<Value>,
}

/// What an output is besides its value.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OutputOptions {
    /// What it is for.
    pub(crate) description: Option<Value>,
    /// Whether Terraform hides it in its output.
    pub(crate) sensitive: Option<bool>,
    /// Whether it is kept out of state and plan files, as outputs of modules can be.
    pub(crate) ephemeral: Option<bool>,
    /// What has to be there before it can be reported.
    pub(crate) depends_on: Option<Value>,
    /// What must hold before it is reported: a map of `condition` and `error_message`, or several.
    pub(crate) precondition: Option<Value>,
}

/// Where a provider comes from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredProviderOptions {
    /// Its address: `"hetznercloud/hcloud"`.
    pub(crate) source: String,
    /// The versions that fit: `"~> 1.48"`.
    #[serde(default)]
    pub(crate) version: Option<String>,
    /// The aliases that a module expects its callers to pass.
    #[serde(default)]
    pub(crate) configuration_aliases: Option<Value>,
}
