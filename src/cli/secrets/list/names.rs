//! What to create in a CI system: names, and the commands that ask for the values.

use clap::ValueEnum;
use serde::Serialize;
use sw::project::{Environment, Naming};
use sw::secrets::{Secret, ci_name};

/// A CI system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum System {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// Azure Pipelines.
    Azure,
    /// Jenkins.
    Jenkins,
}

/// A secret to create.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Named {
    /// The environment whose jobs see it; none: all.
    pub(crate) environment: Option<String>,
    /// What the recipe calls it.
    pub(crate) secret: String,
    /// What the CI system calls it.
    pub(crate) name: String,
    pub(crate) required: bool,
}

/// What to create for these environments: what they share once, then the others for each.
pub(crate) fn named(
    secrets: &[&Secret],
    environments: &[&Environment],
    naming: Naming,
) -> Vec<Named> {
    let one = |secret: &Secret, environment: Option<&Environment>| {
        Some(Named {
            environment: environment.map(|environment| environment.name.clone()),
            secret: secret.name.clone(),
            name: ci_name(secret, environment, naming)?,
            required: !secret.optional,
        })
    };
    let needed =
        |secret: &Secret| environments.iter().any(|environment| secret.is_for(&environment.name));
    let shared = secrets
        .iter()
        .filter(|secret| secret.shared && needed(secret))
        .filter_map(|secret| one(secret, None));
    let own = environments.iter().flat_map(|environment| {
        let own =
            secrets.iter().filter(|secret| !secret.shared && secret.is_for(&environment.name));
        own.filter_map(|secret| one(secret, Some(environment)))
    });
    shared.chain(own).collect()
}

impl System {
    /// The command that creates it. Each asks for the value, or reads it from stdin.
    pub(crate) fn command(self, named: &Named) -> String {
        let Named { environment, name, .. } = named;
        match (self, environment) {
            (Self::Github, Some(environment)) => {
                format!("gh secret set {name} --env {environment}")
            }
            (Self::Github, None) => format!("gh secret set {name}"),
            (Self::Gitlab, Some(environment)) => {
                format!("glab variable set {name} --masked --scope {environment}")
            }
            (Self::Gitlab, None) => format!("glab variable set {name} --masked"),
            (Self::Azure, _) => {
                format!(
                    "az pipelines variable-group variable create --group-id \"$GROUP_ID\" --name {name} --secret true"
                )
            }
            (Self::Jenkins, _) => format!(
                "# Manage Jenkins, Credentials, Add Credentials: a \"Secret text\" with the ID {name}"
            ),
        }
    }

    /// What to know before.
    pub(crate) fn remark(self) -> &'static str {
        match self {
            Self::Github => {
                "# Each asks for its value. Environments: Settings, Environments, or `gh api -X PUT repos/{owner}/{repo}/environments/NAME`"
            }
            Self::Gitlab => {
                "# Each reads its value from stdin: type it and press Ctrl-D, or send it through a pipe"
            }
            Self::Azure => {
                "# Each asks for its value. GROUP_ID is that of the environment's variable group: `az pipelines variable-group list`"
            }
            Self::Jenkins => "# Jenkins has no command that asks for a value: create these by hand",
        }
    }
}
