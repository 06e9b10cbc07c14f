//! A declared secret: all that is said about it, never what it is.

use super::format::Format;
use crate::diag::Place;
use crate::project::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A declared secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The name it was declared with, as an environment variable: `DATABASE_URL`.
    pub name: String,
    /// What it is for, in a few words.
    pub description: Option<String>,
    /// Where to get it, in a line.
    pub get_from: Option<String>,
    /// The way to it, step by step.
    pub steps: Vec<String>,
    /// What it has to be allowed to do.
    pub permissions: Option<String>,
    /// A further line for `.env.example`.
    pub note: Option<String>,
    /// What its value looks like.
    pub format: Option<Format>,
    /// What is in `.env.example` and in templates instead of a value.
    pub example: Example,
    /// Whether a deployment does without it.
    pub optional: bool,
    /// The environments that need it, by their configured names; none is all of them.
    pub environments: Option<Vec<String>>,
    /// Whether one value serves every environment, so that its name has no prefix.
    pub shared: bool,
    /// The platform that issues it: `hetzner`.
    pub platform: Option<String>,
    /// The headline that it is under with others of its platform.
    pub group: Option<String>,
    /// Its Terraform variable, when that is not the name in lower case.
    pub terraform: Option<String>,
    /// Its name in CI systems before the environment's prefix, when that is not the name itself.
    pub ci: Option<String>,
    /// After how many days it should be replaced.
    pub rotation_days: Option<u32>,
    /// Where it is in a store, when that does not follow from its name.
    pub store: StoreOverride,
    /// Where it is in a cluster, when that does not follow from what uses it.
    pub kubernetes: KubernetesOverride,
    /// Where the recipe declares it; none when it is only used.
    pub place: Option<Place>,
}

/// What is instead of a value, for each environment or for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Example {
    /// For every environment that has none of its own.
    pub default: Option<Sample>,
    /// By environment, in the author's order.
    pub environments: Vec<(String, Sample)>,
}

/// Something that looks like a value and is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// What is written.
    pub text: String,
    /// A comment beside it.
    pub note: Option<String>,
}

/// Where a secret is in a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StoreOverride {
    /// The entry's name or path.
    pub key: Option<String>,
    /// The field inside the entry.
    pub property: Option<String>,
    /// Whether the store may make the value itself.
    pub generate: bool,
}

/// Where a secret is in a cluster: the Secret object that holds it, and the key in that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KubernetesOverride {
    /// The name of the Secret; without it that follows from the object that uses it: `api-secrets`.
    pub name: Option<String>,
    /// The key in the Secret; without it that follows from the secret's name: `database-url`.
    pub key: Option<String>,
}

impl Secret {
    /// A secret of which only the name is known.
    ///
    /// ```
    /// use sw::secrets::Secret;
    /// assert_eq!(Secret::named("API_TOKEN").placeholder(None).text, "your-api-token-here");
    /// ```
    pub fn named(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Every text of it, for being shown.
    pub fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let samples = self
            .example
            .default
            .iter_mut()
            .chain(self.example.environments.iter_mut().map(|(_, sample)| sample));
        let samples = samples.flat_map(|Sample { text, note }| std::iter::once(text).chain(note));
        let format = self.format.iter_mut().map(|format| &mut format.words);
        let names = self
            .environments
            .iter_mut()
            .flatten()
            .chain(&mut self.terraform)
            .chain(&mut self.ci)
            .chain([&mut self.name]);
        let store = self.store.key.iter_mut().chain(&mut self.store.property);
        let cluster = self.kubernetes.name.iter_mut().chain(&mut self.kubernetes.key);
        let place = self.place.iter_mut().map(|place| &mut place.file);
        let words = [
            &mut self.description,
            &mut self.get_from,
            &mut self.permissions,
            &mut self.note,
            &mut self.platform,
            &mut self.group,
        ];
        words
            .into_iter()
            .flatten()
            .chain(&mut self.steps)
            .chain(format)
            .chain(samples)
            .chain(names)
            .chain(store)
            .chain(cluster)
            .chain(place)
    }

    /// Whether the environment with this configured name needs it.
    pub fn is_for(&self, environment: &str) -> bool {
        self.environments.as_ref().is_none_or(|names| names.iter().any(|name| name == environment))
    }

    /// What is instead of its value in an environment, or in a file for all of them.
    pub fn placeholder(&self, environment: Option<&str>) -> Sample {
        let own = environment.and_then(|name| {
            self.example.environments.iter().find(|(key, _)| names::same(key, name))
        });
        let sample = own.map(|(_, sample)| sample).or(self.example.default.as_ref()).or(self
            .example
            .environments
            .first()
            .map(|(_, any)| any));
        sample.cloned().unwrap_or_else(|| Sample { text: made_up(&self.name), note: None })
    }
}

/// A placeholder that no one takes for a value.
fn made_up(name: &str) -> String {
    format!("your-{}-here", name.to_ascii_lowercase().replace('_', "-"))
}
