//! What known platforms ask for, from the table in `known.platforms`; recipes, libraries and hosts add their own.

use crate::secrets::format::Format;
use crate::secrets::secret::{Example, Sample, Secret};
use crate::value::{Map, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::LazyLock;

/// A platform, and the secrets that it asks for.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// How recipes call it: `hetzner`.
    #[schemars(skip)]
    pub id: String,
    /// The headline of its secrets.
    pub title: String,
    /// Where to get them, in a line.
    #[serde(default)]
    pub get_from: Option<String>,
    /// The way to them, step by step.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What they have to be allowed to do.
    #[serde(default)]
    pub permissions: Option<String>,
    /// The secrets.
    pub secrets: Vec<Entry>,
}

/// One secret of a platform.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its usual name, as an environment variable.
    pub name: String,
    /// Other names that mean the same.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// The name of a format, or a pattern.
    #[serde(default)]
    pub format: Option<String>,
    /// The format for a person.
    #[serde(default)]
    pub format_in_words: Option<String>,
    /// What is instead of a value: a text, or a map by environment.
    #[serde(default)]
    pub example: Option<Value>,
    /// Whether a deployment does without it.
    #[serde(default)]
    pub optional: bool,
}

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| read(include_str!("known.platforms")));

/// The platforms that are known without anybody saying more.
pub fn platforms() -> &'static [Platform] {
    &PLATFORMS
}

/// Reads the table: a platform has a line of its own, below it is indented what is known of it, and below each of its secrets
/// what is known of that.
fn read(table: &str) -> Vec<Platform> {
    let mut all: Vec<Platform> = Vec::new();
    for line in table.lines() {
        let row = line.trim_start();
        let (word, rest) = row.split_once(' ').unwrap_or((row, ""));
        match (line.len() - row.len(), all.last_mut()) {
            _ if row.is_empty() || row.starts_with('#') => {}
            (0, _) => {
                let (id, title) = (word.into(), rest.into());
                all.push(Platform { id, title, ..Platform::default() });
            }
            (1, Some(platform)) => platform.learn(word, rest),
            (_, platform) => {
                let secret = platform.and_then(|platform| platform.secrets.last_mut());
                secret.expect("a secret is above what is known of it").learn(word, rest);
            }
        }
    }
    all
}

impl Entry {
    fn learn(&mut self, word: &str, rest: &str) {
        match (word, word.strip_prefix("example-")) {
            ("also", _) => self.aliases = rest.split(' ').map(String::from).collect(),
            ("format", _) => self.format = Some(rest.into()),
            ("words", _) => self.format_in_words = Some(rest.into()),
            ("example", _) => self.example = Some(rest.into()),
            ("optional", _) => self.optional = true,
            (_, Some(environment)) => {
                let default = self.example.take().unwrap_or(Value::Null);
                let map = Map::from([(environment, rest.into()), ("default", default)]);
                self.example = Some(map.into());
            }
            _ => panic!("`{word}` is known of no secret"),
        }
    }
}

impl Platform {
    fn learn(&mut self, word: &str, rest: &str) {
        match word {
            "from" => self.get_from = Some(rest.into()),
            "step" => self.steps.push(rest.into()),
            "may" => self.permissions = Some(rest.into()),
            "secret" => {
                let (name, description) = rest.split_once(' ').expect("a secret is described");
                let (name, description) = (name.into(), Some(description.into()));
                self.secrets.push(Entry { name, description, ..Entry::default() });
            }
            _ => panic!("`{word}` is known of no platform"),
        }
    }

    /// The entry that is called `name`, also by another name for it.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.secrets
            .iter()
            .find(|entry| entry.name == name || entry.aliases.iter().any(|alias| alias == name))
    }

    /// What is known of a secret of this platform that a project calls `name`.
    ///
    /// ```
    /// use sw::secrets::platforms;
    /// let hetzner = platforms().iter().find(|platform| platform.id == "hetzner").unwrap();
    /// let token = hetzner.secret("HETZNER_TOKEN").unwrap();
    /// assert!(token.format.unwrap().fits(&"a".repeat(64)));
    /// assert_eq!(token.group.as_deref(), Some("Hetzner Cloud API Token"));
    /// ```
    pub fn secret(&self, name: &str) -> Option<Secret> {
        let entry = self.entry(name)?;
        let format = entry.format.as_deref().and_then(|format| Format::of(format).ok());
        let words = entry.format_in_words.clone();
        Some(Secret {
            name: name.into(),
            description: entry.description.clone(),
            get_from: self.get_from.clone(),
            steps: self.steps.clone(),
            permissions: self.permissions.clone(),
            format: format.map(|format| Format {
                words: words.unwrap_or(format.words),
                pattern: format.pattern,
            }),
            example: entry.example.as_ref().map(Example::of).unwrap_or_default(),
            optional: entry.optional,
            platform: Some(self.id.clone()),
            group: Some(self.title.clone()),
            ..Secret::default()
        })
    }
}

impl Example {
    /// A text for all environments, or a map by environment with `default` for the others. What is no text
    /// is left out.
    pub fn of(value: &Value) -> Self {
        let Some(map) = value.as_map() else {
            return Self { default: sample(value), environments: Vec::new() };
        };
        let named = map.iter().filter_map(|(key, value)| Some((key.to_string(), sample(value)?)));
        let (default, environments): (Vec<_>, Vec<_>) =
            named.partition(|(key, _)| key == "default");
        Self { default: default.into_iter().next().map(|(_, sample)| sample), environments }
    }
}

fn sample(value: &Value) -> Option<Sample> {
    let note =
        if let Value::Commented(commented) = value { commented.beside.clone() } else { None };
    Some(Sample { text: value.as_str()?.into(), note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_is_right() {
        let ids: Vec<&str> = platforms().iter().map(|platform| platform.id.as_str()).collect();
        assert_eq!(ids.len(), 16, "{ids:?}");
        let mut names = BTreeSet::new();
        for (platform, entry) in platforms()
            .iter()
            .flat_map(|platform| platform.secrets.iter().map(move |entry| (platform, entry)))
        {
            assert!(
                platform.get_from.is_some()
                    && !platform.steps.is_empty()
                    && platform.permissions.is_some(),
                "{}",
                platform.id
            );
            assert!(
                entry.format.as_deref().is_none_or(|format| Format::of(format).is_ok()),
                "{}",
                entry.name
            );
            for name in entry.aliases.iter().chain([&entry.name]) {
                assert!(names.insert(name), "{name} is there twice");
            }
            let secret = platform.secret(&entry.name).unwrap();
            assert!(
                crate::secrets::format::is_placeholder(&secret.placeholder(None).text)
                    || entry.format.as_deref() == Some("path"),
                "{}",
                entry.name
            );
        }
    }

    #[test]
    fn formats_take_every_form_of_a_value_and_no_other() {
        let fits = |name: &str, value: &str| {
            let secret = platforms().iter().find_map(|platform| platform.secret(name)).unwrap();
            secret.format.unwrap().fits(value)
        };
        let of = |prefix: &str, length: usize| format!("{prefix}{}", "a1".repeat(length / 2));
        for (name, value) in [
            ("GITHUB_TOKEN", of("ghp_", 36)),
            ("GITHUB_TOKEN", of("ghs_123456_eyJ-", 40) + ".eyJ_." + &of("", 86)),
            ("GITHUB_TOKEN", of("github_pat_", 82)),
            ("GITLAB_TOKEN", of("glpat-", 20)),
            ("GITLAB_TOKEN", of("acme-glpat-", 20)),
            ("DATADOG_APP_KEY", of("", 40)),
            ("DATADOG_APP_KEY", of("ddapp_", 34)),
            ("DATADOG_APP_KEY", of("ddpat_", 22) + &of("_", 48)),
            ("VERCEL_TOKEN", of("vck_", 30) + &of("-", 24)),
            ("DOPPLER_TOKEN", of("dp.said.", 42)),
            ("DOPPLER_TOKEN", of("dp.st.prd_eu.", 42)),
            ("STRIPE_API_KEY", of("sk_org_live_", 60)),
            ("STRIPE_API_KEY", of("sk_org_", 60)),
            ("VAULT_TOKEN", of("hvs.", 24) + ".a1b2c"),
            ("VAULT_TOKEN", "root".into()),
        ] {
            assert!(fits(name, &value), "{name} takes {value}");
        }
        for (name, value) in [
            ("GITHUB_TOKEN", of("ghs_123456_", 30) + ".a1"),
            ("GITLAB_TOKEN", of("glpat-", 10)),
            ("DATADOG_APP_KEY", of("", 32)),
            ("DOPPLER_TOKEN", of("dp.st.", 30)),
            ("STRIPE_API_KEY", of("pk_live_", 24)),
            ("VAULT_TOKEN", of("hvs.", 10)),
        ] {
            assert!(!fits(name, &value), "{name} refuses {value}");
        }
    }
}
