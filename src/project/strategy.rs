//! Strategies: which environments a team of a certain size usually has.

use super::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A named set of environments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// Straight to production.
    Minimal,
    /// One stop before production.
    Standard,
    /// Automated and manual tests in places of their own.
    Progressive,
    /// Each kind of check in a place of its own.
    Enterprise,
    /// What the configuration lists, and nothing else.
    Custom,
}

impl Strategy {
    /// All strategies, the smallest first.
    pub const ALL: [Self; 5] =
        [Self::Minimal, Self::Standard, Self::Progressive, Self::Enterprise, Self::Custom];

    /// The word for it in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Standard => "standard",
            Self::Progressive => "progressive",
            Self::Enterprise => "enterprise",
            Self::Custom => "custom",
        }
    }

    /// Whom it suits, in one line.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Minimal => "ship at once, add environments later",
            Self::Standard => "try changes in staging before production; right for most projects",
            Self::Progressive => "automated tests and QA each have an environment",
            Self::Enterprise => "integration, acceptance and previews are apart as well",
            Self::Custom => "you list the environments",
        }
    }

    /// Reasons to take it, a line each.
    pub fn reasons(self) -> &'static [&'static str] {
        match self {
            Self::Minimal => {
                &["ship fast, add environments later", "deploy directly to production"]
            }
            Self::Standard => &["right for most projects", "test in staging before production"],
            Self::Progressive => &[
                "for growing teams",
                "automated tests and people who test have an environment each",
            ],
            Self::Enterprise => &[
                "for many teams and strict rules",
                "integration, acceptance and previews are apart as well",
            ],
            Self::Custom => &["you name the environments"],
        }
    }

    /// What it costs: how many environments are deployed to a cloud.
    pub fn cost(self) -> &'static str {
        match self {
            Self::Minimal => "one deployment target",
            Self::Standard => "2 deployment targets: staging and production",
            Self::Progressive => "4 deployment targets: development is on each developer's machine",
            Self::Enterprise => "7 deployment targets; previews come and go",
            Self::Custom => "as many deployment targets as you name",
        }
    }

    /// The environments it means, in the order in which software passes them.
    ///
    /// ```
    /// use sw::project::Strategy;
    /// assert_eq!(Strategy::Standard.environments(), ["development", "staging", "production"]);
    /// ```
    pub fn environments(self) -> &'static [&'static str] {
        match self {
            Self::Minimal => &["production"],
            Self::Standard => &["development", "staging", "production"],
            Self::Progressive => &["development", "test", "qa", "staging", "production"],
            Self::Enterprise => &[
                "development",
                "test",
                "integration",
                "qa",
                "uat",
                "preview",
                "staging",
                "production",
            ],
            Self::Custom => &[],
        }
    }

    /// Its environments that are not among `names`; a member of the family is enough.
    pub fn missing(self, names: &[&str]) -> Vec<&'static str> {
        let there = |wanted: &str| {
            names.iter().any(|name| names::family(name).is_some_and(|known| known.name == wanted))
        };
        self.environments().iter().copied().filter(|wanted| !there(wanted)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_environment_of_a_strategy_is_well_known() {
        for name in Strategy::ALL.iter().flat_map(|strategy| strategy.environments()) {
            assert_eq!(names::find(name).map(|known| known.name), Some(*name));
        }
    }

    #[test]
    fn aliases_and_regions_count() {
        assert_eq!(Strategy::Standard.missing(&["dev", "production-eu"]), ["staging"]);
        assert_eq!(Strategy::Custom.missing(&[]), [""; 0]);
    }
}
