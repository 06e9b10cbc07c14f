//! `choose`: one of several values, by environment.

use super::environment::Environment;
use super::{Project, names};
use crate::diag::{Diagnostic, suggest, words};

/// The key for every environment that has none of its own.
const DEFAULT: &str = "default";

/// Why none of the keys can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChooseError {
    /// A key that means no environment.
    UnknownKey {
        /// Which one, counted from 0.
        index: usize,
        /// The key.
        key: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// Two keys that mean the same environment.
    SameTwice {
        /// Which one is the second, counted from 0.
        index: usize,
        /// The first key.
        first: String,
        /// The second key.
        second: String,
    },
    /// No key for the environment, and no `default`.
    NoValue {
        /// The environment's name.
        environment: String,
    },
}

/// Which of `keys` holds for `environment`, counted from 0.
///
/// The environment's own name or an alias of it goes first, then the environment it is one of
/// (`production` for `production-eu`), then `default`. Keys must be `default` or mean an
/// environment that is configured or well known: a misspelt key would never be chosen.
///
/// ```
/// use sw::project::{Project, choose};
/// let config = "environments: { definitions: [{ name: production, deployment: { type: cloud, provider: hetzner } }] }";
/// let project = Project::parse(".".as_ref(), config, "config.yaml").0.unwrap();
/// let production = project.environment("prod").unwrap();
/// assert_eq!(choose(&project, production, ["default", "prod"]), Ok(1));
/// assert!(choose(&project, production, ["prodd", "default"]).is_err());
/// ```
///
/// # Errors
/// When a key means no environment, two keys mean the same, or no key fits.
pub fn choose<'k>(
    project: &Project,
    environment: &Environment,
    keys: impl IntoIterator<Item = &'k str>,
) -> Result<usize, ChooseError> {
    let keys: Vec<&str> = keys.into_iter().collect();
    check(project, &keys)?;
    let family = environment.family();
    let find = |fits: &dyn Fn(&str) -> bool| keys.iter().position(|key| fits(key));
    find(&|key| environment.answers_to(key))
        .or_else(|| find(&|key| family.is_some_and(|family| names::same(family, key))))
        .or_else(|| find(&|key| key == DEFAULT))
        .ok_or_else(|| ChooseError::NoValue { environment: environment.name.clone() })
}

fn check(project: &Project, keys: &[&str]) -> Result<(), ChooseError> {
    for (index, key) in keys.iter().enumerate() {
        if *key != DEFAULT && !project.knows(key) {
            return Err(ChooseError::UnknownKey {
                index,
                key: (*key).into(),
                known: known(project),
            });
        }
        if let Some(first) = keys[..index].iter().find(|first| names::same(first, key)) {
            return Err(ChooseError::SameTwice {
                index,
                first: (*first).into(),
                second: (*key).into(),
            });
        }
    }
    Ok(())
}

fn known(project: &Project) -> Vec<String> {
    let configured = project.environments.iter().map(|environment| environment.name.clone());
    let others = names::well_known()
        .iter()
        .map(|known| known.name.to_string())
        .filter(|name| project.environment(name).is_err());
    configured.chain(others).chain([DEFAULT.to_string()]).collect()
}

impl ChooseError {
    /// Which key is at fault, counted from 0, if one is.
    pub fn index(&self) -> Option<usize> {
        match self {
            Self::UnknownKey { index, .. } | Self::SameTwice { index, .. } => Some(*index),
            Self::NoValue { .. } => None,
        }
    }

    /// The message for anyone who wrote the keys.
    pub fn to_diagnostic(&self) -> Diagnostic {
        match self {
            Self::UnknownKey { key, known, .. } => {
                Diagnostic::error("unknown-environment", format!("`{key}` is not an environment"))
                    .note(format!("the keys of `choose` are {}", words::list(known, "or")))
                    .hint(
                        suggest::did_you_mean(key, known.iter().map(String::as_str))
                            .unwrap_or_else(|| "use one of these".into())
                            .as_str(),
                    )
            }
            Self::SameTwice { first, second, .. } => Diagnostic::error(
                "duplicate-environment",
                format!("`{first}` and `{second}` mean the same environment"),
            )
            .hint("keep one of them"),
            Self::NoValue { environment } => Diagnostic::error(
                "missing-choice",
                format!("there is no value for `{environment}`"),
            )
            .hint(format!("add the key `{environment}`, or `default` for all others").as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::settings::Kubernetes;
    use super::super::environment::Kind;
    use super::*;

    fn environment(name: &str) -> Environment {
        Environment {
            name: name.into(),
            purpose: None,
            kind: Kind::Local,
            target: None,
            provider: None,
            region: None,
            production: names::is_production(name),
            requires_approval: false,
            approvers: Vec::new(),
            ephemeral: false,
            promotion_from: None,
            kubernetes: Kubernetes::default(),
            config: crate::value::Map::new(),
        }
    }

    fn choice(name: &str, keys: &[&str]) -> Result<usize, String> {
        let environments = ["dev", "production-eu", "demo"].map(environment).into();
        let project = Project { environments, ..Project::bare(".".as_ref()) };
        choose(&project, &environment(name), keys.iter().copied())
            .map_err(|error| error.to_diagnostic().message)
    }

    #[test]
    fn the_nearest_key_is_chosen() {
        assert_eq!(choice("dev", &["default", "development"]), Ok(1));
        assert_eq!(choice("demo", &["demo", "default"]), Ok(0));
        assert_eq!(choice("demo", &["dev", "default"]), Ok(1));
        assert_eq!(choice("production-eu", &["default", "prod", "production-eu"]), Ok(2));
        assert_eq!(choice("production-eu", &["default", "prod"]), Ok(1));
    }

    #[test]
    fn a_well_known_environment_needs_no_configuration() {
        assert_eq!(choice("dev", &["staging", "dev"]), Ok(1));
    }

    #[test]
    fn what_could_never_be_chosen_is_refused() {
        assert_eq!(choice("dev", &["dev", "demmo"]), Err("`demmo` is not an environment".into()));
        assert_eq!(
            choice("demo", &["demo", "prod", "production"]),
            Err("`prod` and `production` mean the same environment".into())
        );
        assert_eq!(choice("demo", &["dev"]), Err("there is no value for `demo`".into()));
    }
}
