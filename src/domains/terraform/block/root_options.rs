//! The options of `terraform::root`: versions, folder, file names and order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a root is made with.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RootOptions {
    /// The Terraform versions that may run it: `">= 1.5"`.
    pub(crate) required_version: Option<String>,
    /// The folder, from the output root (default: `infrastructure/terraform/<name>`).
    pub(crate) path: Option<String>,
    /// Which file each kind of block goes to.
    pub(crate) files: Files,
    /// How the blocks of a file come: as the recipe adds them, or each behind those of its file that it refers to and by kind and
    /// name otherwise.
    pub(crate) order: Order,
}

/// How the blocks of a file come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    /// As the recipe adds them.
    #[default]
    Written,
    /// Each behind those that it refers to, and by kind and name otherwise.
    Dependency,
}

/// The file for each kind of block; one name can serve several kinds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Files {
    /// `terraform { required_version }` (default: where `required_providers` is).
    pub(crate) terraform: Option<String>,
    /// `terraform { backend }` or `terraform { cloud }` (default: where `terraform` is).
    pub(crate) backend: Option<String>,
    /// `terraform { required_providers }`.
    pub(crate) required_providers: String,
    /// Providers.
    pub(crate) provider: String,
    /// Variables.
    pub(crate) variable: String,
    /// Locals.
    pub(crate) locals: String,
    /// Data sources and ephemeral resources.
    pub(crate) data: String,
    /// Resources.
    pub(crate) resource: String,
    /// Module calls.
    pub(crate) module: String,
    /// Outputs.
    pub(crate) output: String,
}

impl Files {
    /// The file for `terraform { required_version }`.
    pub(crate) fn terraform(&self) -> &str {
        self.terraform.as_deref().unwrap_or(&self.required_providers)
    }

    /// The file for `terraform { backend }`.
    pub(crate) fn backend(&self) -> &str {
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
