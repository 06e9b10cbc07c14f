//! What each tool calls a secret.

use super::Secret;
use crate::project::{Environment, Naming};

/// The Terraform variable of a secret.
///
/// ```
/// use sw::secrets::{Secret, terraform_name};
/// assert_eq!(terraform_name(&Secret::named("HETZNER_TOKEN")), "hetzner_token");
/// ```
pub fn terraform_name(secret: &Secret) -> String {
    secret.terraform.clone().unwrap_or_else(|| secret.name.to_ascii_lowercase())
}

/// The name of a secret in an environment file: each environment has a file of its own, so that
/// no prefix tells them apart.
///
/// ```
/// use sw::secrets::{Secret, dotenv_name};
/// assert_eq!(dotenv_name(&Secret::named("DATABASE_URL")), "DATABASE_URL");
/// ```
pub fn dotenv_name(secret: &Secret) -> &str {
    &secret.name
}

/// The name of a secret in a CI system, for jobs of `environment`: `STAGING_HETZNER_TOKEN`, or
/// `HETZNER_TOKEN` where the CI system's environments keep the values apart.
///
/// None when the secret differs between environments and no environment applies.
pub fn ci_name(secret: &Secret, environment: Option<&Environment>, naming: Naming) -> Option<String> {
    let name = secret.ci.as_deref().unwrap_or(&secret.name);
    if secret.shared {
        return Some(name.to_string());
    }
    environment.map(|environment| match naming {
        Naming::Prefixed => format!("{}_{name}", environment.prefix()),
        Naming::Plain => name.to_string(),
    })
}
