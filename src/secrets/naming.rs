//! What each tool calls a secret.

use super::secret::Secret;
use super::steering::is_steering;
use crate::diag::Diagnostic;
use crate::project::{Environment, Naming};

/// Whether a secret can have this name.
///
/// # Errors
/// When it is no name of an environment variable in capitals, or that of one that steers programs.
///
/// ```
/// use sw::secrets::check_name;
/// assert!(check_name("DATABASE_URL").is_ok());
/// assert_eq!(check_name("LD_PRELOAD").unwrap_err().code, "invalid-name");
/// ```
pub fn check_name(name: &str) -> Result<(), Box<Diagnostic>> {
    let is_word = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let error = |message: String| Diagnostic::error("invalid-name", message);
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.chars().all(is_word) {
        let error = error(format!("`{name}` can't be the name of a secret"));
        return Err(Box::new(error.hint("name it as an environment variable: `DATABASE_URL`")));
    }
    check_steering(name)
}

/// Whether a CI system can call a secret so.
///
/// # Errors
/// When a shell would not take it for one word, or when it is the name of a variable that steers programs.
pub fn check_ci_name(name: &str) -> Result<(), Box<Diagnostic>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        || !name.chars().all(is_part)
    {
        let error =
            Diagnostic::error("invalid-name", format!("no CI system can call a secret {name:?}"));
        return Err(Box::new(error.hint("write letters, digits and `_`: `ci: \"DATABASE_URL\"`")));
    }
    check_steering(name)
}

fn check_steering(name: &str) -> Result<(), Box<Diagnostic>> {
    if !is_steering(name) {
        return Ok(());
    }
    let error =
        Diagnostic::error("invalid-name", format!("`{name}` can't be the name of a secret: a variable of this name steers programs"))
            .note("commands get each secret as a variable of its name, and this one says what they load, run, trust or connect to")
            .hint("name it after what it is for: `DATABASE_PASSWORD`, `REGISTRY_TOKEN`");
    Err(Box::new(error))
}

/// The Terraform variable of a secret.
///
/// ```
/// use sw::secrets::{Secret, terraform_name};
/// assert_eq!(terraform_name(&Secret::named("HETZNER_TOKEN")), "hetzner_token");
/// ```
pub fn terraform_name(secret: &Secret) -> String {
    secret.terraform.clone().unwrap_or_else(|| secret.name.to_ascii_lowercase())
}

/// The key of a secret in the Secret of a cluster that holds it.
///
/// ```
/// use sw::secrets::{Secret, kubernetes_key};
/// assert_eq!(kubernetes_key(&Secret::named("DATABASE_URL")), "database-url");
/// ```
pub fn kubernetes_key(secret: &Secret) -> String {
    let own = secret.kubernetes.key.clone();
    own.unwrap_or_else(|| secret.name.to_ascii_lowercase().replace('_', "-"))
}

/// Whether a Secret of a cluster can be called so: a DNS subdomain.
pub fn is_kubernetes_name(name: &str) -> bool {
    let is_edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_part = |part: &str| {
        part.chars().all(|c| is_edge(c) || c == '-')
            && part.starts_with(is_edge)
            && part.ends_with(is_edge)
    };
    name.len() <= 253 && name.split('.').all(is_part)
}

/// Whether a key of a ConfigMap or a Secret can be called so.
pub fn is_kubernetes_key(key: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=253).contains(&key.len())
        && key.chars().all(is_letter)
        && key != "."
        && !key.starts_with("..")
}

/// The name of a secret in an environment file: each environment has a file of its own, so that
/// no prefix distinguishes them.
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
pub fn ci_name(
    secret: &Secret,
    environment: Option<&Environment>,
    naming: Naming,
) -> Option<String> {
    let name = secret.ci.as_deref().unwrap_or(&secret.name);
    if secret.shared {
        return Some(name.to_string());
    }
    environment.map(|environment| match naming {
        Naming::Prefixed => format!("{}_{name}", environment.prefix()),
        Naming::Plain => name.to_string(),
    })
}
