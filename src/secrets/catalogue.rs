//! What known platforms ask for, from `platforms.yaml`; recipes, libraries and hosts add their own.

use super::{Example, Format, Sample, Secret};
use crate::value::Value;
use crate::value::de::from_value;
use crate::value::read;
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
    /// What stands instead of a value: a text, or a map by environment.
    #[serde(default)]
    pub example: Option<Value>,
    /// Whether a deployment does without it.
    #[serde(default)]
    pub optional: bool,
}

static PLATFORMS: LazyLock<Vec<Platform>> = LazyLock::new(|| {
    let documents = read::yaml(include_str!("platforms.yaml")).unwrap_or_default();
    let platforms = documents.first().map(|document| from_value(&document.value).expect("a test reads the catalogue"));
    platforms.unwrap_or_default()
});

/// The platforms that are known without anybody saying more.
pub fn platforms() -> &'static [Platform] {
    &PLATFORMS
}

impl Platform {
    /// The entry that is called `name`, also by another name for it.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.secrets.iter().find(|entry| entry.name == name || entry.aliases.iter().any(|alias| alias == name))
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
            format: format.map(|format| Format { words: words.unwrap_or(format.words), pattern: format.pattern }),
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
        let Some(map) = value.as_map() else { return Self { default: sample(value), environments: Vec::new() } };
        let named = map.iter().filter_map(|(key, value)| Some((key.to_string(), sample(value)?)));
        let (default, environments): (Vec<_>, Vec<_>) = named.partition(|(key, _)| key == "default");
        Self { default: default.into_iter().next().map(|(_, sample)| sample), environments }
    }
}

fn sample(value: &Value) -> Option<Sample> {
    let note = if let Value::Commented(commented) = value { commented.beside.clone() } else { None };
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
        for (platform, entry) in platforms().iter().flat_map(|platform| platform.secrets.iter().map(move |entry| (platform, entry))) {
            assert!(platform.get_from.is_some() && !platform.steps.is_empty() && platform.permissions.is_some(), "{}", platform.id);
            assert!(entry.format.as_deref().is_none_or(|format| Format::of(format).is_ok()), "{}", entry.name);
            for name in entry.aliases.iter().chain([&entry.name]) {
                assert!(names.insert(name), "{name} is there twice");
            }
            let secret = platform.secret(&entry.name).unwrap();
            assert!(
                super::super::is_placeholder(&secret.placeholder(None).text) || entry.format.as_deref() == Some("path"),
                "{}",
                entry.name
            );
        }
    }
}
