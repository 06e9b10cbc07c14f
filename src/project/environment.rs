//! One environment of a project, and how it is found by name.

use super::config::settings::Kubernetes;
use super::{names, question};
use crate::diag::{Diagnostic, suggest, words};
use crate::value::Map;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place where the software runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// Its name, as configured: `staging`.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// On this machine, or in a cloud.
    pub kind: Kind,
    /// What runs it: `docker-compose`, `kubernetes`.
    pub target: Option<String>,
    /// Whose cloud; every cloud environment has one.
    pub provider: Option<String>,
    /// Where in that cloud.
    pub region: Option<String>,
    /// Whether real users depend on it.
    pub production: bool,
    /// Whether a deployment to it requires an approval.
    pub requires_approval: bool,
    /// Who may approve.
    pub approvers: Vec<String>,
    /// Whether it comes and goes.
    pub ephemeral: bool,
    /// The name of the environment that software has passed before it comes here.
    pub promotion_from: Option<String>,
    /// The clusters that manifests are for.
    pub kubernetes: Kubernetes,
    /// Anything the recipes need to know.
    pub config: Map,
}

/// What sort of place an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A developer's machine.
    Local,
    /// A provider's machines.
    Cloud,
}

impl Environment {
    /// `dev`, `staging`, `prod`; the name for all others.
    pub fn short(&self) -> &str {
        names::short(&self.name)
    }

    /// The name as a headline: `Staging`.
    pub fn title(&self) -> String {
        names::title(&self.name)
    }

    /// What a CI system's secrets of this environment start with: `STAGING`.
    pub fn prefix(&self) -> String {
        names::prefix(&self.name)
    }

    /// Whether it runs on a developer's machine.
    pub fn is_local(&self) -> bool {
        self.kind == Kind::Local
    }

    /// Whether it runs in a cloud.
    pub fn is_cloud(&self) -> bool {
        self.kind == Kind::Cloud
    }

    /// The well-known environment that it is one of: `production` for `production-eu`, and for any that the configuration
    /// calls production.
    pub fn family(&self) -> Option<&'static str> {
        if self.production {
            return Some(names::PRODUCTION);
        }
        let by_name = names::family(&self.name).map(|known| known.name);
        by_name.filter(|name| *name != names::PRODUCTION)
    }

    /// Whether `name` means this environment, by its name or an alias.
    pub fn answers_to(&self, name: &str) -> bool {
        names::same(&self.name, name)
    }
}

/// A name that none of a project's environments has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEnvironment {
    /// The name that was asked for.
    pub asked: String,
    /// The names there are.
    pub known: Vec<String>,
}

impl UnknownEnvironment {
    /// The message for anyone who asked.
    pub fn to_diagnostic(&self) -> Diagnostic {
        if self.known.is_empty() {
            return question::no_environments();
        }
        let error = Diagnostic::error(
            "unknown-environment",
            format!("`{}` is not an environment of this project", self.asked),
        );
        let members: Vec<&str> = self
            .known
            .iter()
            .map(String::as_str)
            .filter(|name| is_one_of(name, &self.asked))
            .collect();
        if !members.is_empty() {
            let example = members[0];
            let several = format!("it has several of them: {}", words::list(&members, "and"));
            let one = format!("it has {}", words::list(&members, "and"));
            return error
                .note(if members.len() == 1 { one } else { several })
                .hint(format!("say which one is meant: `{example}`").as_str());
        }
        let aliases = self
            .known
            .iter()
            .filter_map(|name| names::find(name))
            .flat_map(|known| known.aliases.iter().copied());
        let candidates = self.known.iter().map(String::as_str).chain(aliases);
        error.note(format!("it has {}", words::list(&self.known, "and"))).hint(
            suggest::did_you_mean(&self.asked, candidates)
                .unwrap_or_else(|| {
                    "name one of these, or define it in `.specweave/config.yaml`".into()
                })
                .as_str(),
        )
    }
}

/// Whether the environment `name` is one of those that `family` means, as `production-eu` is of `prod`.
fn is_one_of(name: &str, family: &str) -> bool {
    let known = |name: &str| names::family(name).map(|known| known.name);
    names::find(family).is_some_and(|family| known(name) == Some(family.name))
}
