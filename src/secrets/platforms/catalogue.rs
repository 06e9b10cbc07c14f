//! What known platforms ask for, from the table in `platforms.rs`; recipes, libraries and hosts add their own.

use super::table::{ROWS, Row, Wanted};
use crate::secrets::format::Format;
use crate::secrets::secret::{Example, Sample, Secret};
use crate::value::Value;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::LazyLock;

/// A platform, and the secrets that it asks for.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
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

static PLATFORMS: LazyLock<Vec<Platform>> =
    LazyLock::new(|| ROWS.iter().map(Platform::from).collect());

/// The platforms that are known without anybody saying more.
pub fn platforms() -> &'static [Platform] {
    &PLATFORMS
}

impl From<&Row> for Platform {
    fn from(row: &Row) -> Self {
        Self {
            id: row.id.into(),
            title: row.title.into(),
            get_from: Some(row.get_from.into()),
            steps: row.steps.iter().map(ToString::to_string).collect(),
            permissions: Some(row.permissions.into()),
            secrets: row.secrets.iter().map(Entry::from).collect(),
        }
    }
}

impl From<&Wanted> for Entry {
    fn from(wanted: &Wanted) -> Self {
        Self {
            name: wanted.name.into(),
            aliases: wanted.aliases.iter().map(ToString::to_string).collect(),
            description: Some(wanted.description.into()),
            format: wanted.format.map(Into::into),
            format_in_words: wanted.in_words.map(Into::into),
            example: Some(example(wanted)),
            optional: wanted.optional,
        }
    }
}

/// A text, or a map by environment where they differ.
fn example(wanted: &Wanted) -> Value {
    if wanted.examples.is_empty() {
        return Value::from(wanted.example);
    }
    let named = wanted.examples.iter().copied().chain([("default", wanted.example)]);
    Value::Map(named.map(|(name, text)| (name.to_string(), Value::from(text))).collect())
}

impl Platform {
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
