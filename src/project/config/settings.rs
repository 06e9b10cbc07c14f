//! The parts of a project that are kept as its configuration says them.

use crate::value::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the project runs on, in the author's own keys: recipes read it as data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Infrastructure {
    /// Machines, clusters, functions, in your own keys: `project.compute` in a recipe.
    #[schemars(with = "Option<serde_json::Value>")]
    pub compute: Option<Value>,
    /// Databases, in your own keys: `project.database` in a recipe.
    #[schemars(with = "Option<serde_json::Value>")]
    pub database: Option<Value>,
}

/// The clusters that manifests are for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Kubernetes {
    /// The oldest version of Kubernetes that your clusters run, between `1.33` and `1.37`: objects are checked against
    /// it, and those of an environment against its own if it names one (default: `1.37`).
    #[schemars(regex(pattern = "^1\\.(3[3-7])$"))]
    pub version: Option<String>,
}

/// Where secrets live, and what CI systems call them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Secrets {
    /// The store that clusters and pipelines fetch from (default: the CI system's own secrets).
    pub store: Option<Store>,
    /// How a CI system's secrets are named.
    pub naming: Naming,
}

/// A place that keeps secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Store {
    /// Doppler.
    Doppler,
    /// AWS Secrets Manager.
    AwsSecretsManager,
    /// Azure Key Vault.
    AzureKeyVault,
    /// Google Cloud's Secret Manager.
    GcpSecretManager,
    /// HashiCorp Vault.
    Vault,
    /// 1Password.
    #[serde(rename = "1password")]
    OnePassword,
}

impl Store {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doppler => "doppler",
            Self::AwsSecretsManager => "aws-secrets-manager",
            Self::AzureKeyVault => "azure-key-vault",
            Self::GcpSecretManager => "gcp-secret-manager",
            Self::Vault => "vault",
            Self::OnePassword => "1password",
        }
    }
}

/// How a CI system's secrets are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// With the environment in front: `STAGING_DATABASE_URL`.
    #[default]
    Prefixed,
    /// By their own names, kept apart by the CI system's environments.
    Plain,
}

/// What the project may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CostBudget {
    /// The most that all environments together may cost in a month, as a number above 0 in the currency of
    /// your bills (default: no limit).
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub monthly_max: Option<f64>,
    /// Whether alerts are generated that watch the budget; they need `monthly_max`.
    pub alerts_enabled: bool,
}
