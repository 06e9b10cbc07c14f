//! An environment that is added, and how it is written in the style of those around it.

use super::scalar;
use crate::project::names;
use crate::value::{Map, Value};

/// An environment that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEnvironment {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Whether it is on a developer's machine.
    pub is_local: bool,
    /// Whose cloud.
    pub provider: Option<String>,
    /// Where in that cloud.
    pub region: Option<String>,
    /// What runs it.
    pub target: Option<String>,
    /// The environment before it.
    pub after: Option<String>,
    /// Whether the configuration says that real users depend on it.
    pub is_production: bool,
    /// Whether a deployment to it requires an approval.
    pub requires_approval: bool,
    /// Who may approve.
    pub approvers: Vec<String>,
    /// Whether it comes and goes.
    pub ephemeral: bool,
}

/// How environments are written.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// Where the dash of an item is.
    pub(super) dash: usize,
    /// How far its keys are behind the dash.
    pub(super) keys: usize,
    /// How far the keys of `deployment` are behind it; none: in braces.
    pub(super) nested: Option<usize>,
    /// Whether the whole item is in braces.
    pub(super) in_braces: bool,
    /// The quotes around texts.
    pub(super) quote: Option<char>,
}

impl Style {
    /// The style of a list that has no items yet.
    pub(super) fn usual(dash: usize) -> Self {
        Self { dash, keys: 2, nested: Some(2), in_braces: false, quote: None }
    }
}

impl NewEnvironment {
    /// The environment as the configuration says it.
    pub(super) fn value(&self) -> Value {
        let mut map = Map::new();
        map.insert("name", self.name.as_str());
        let text = |map: &mut Map, key: &str, value: &Option<String>| {
            if let Some(value) = value {
                map.insert(key, value.as_str());
            }
        };
        text(&mut map, "purpose", &self.purpose);
        let mut deployment = Map::new();
        deployment.insert("type", if self.is_local { "local" } else { "cloud" });
        for (key, value) in
            [("provider", &self.provider), ("region", &self.region), ("target", &self.target)]
        {
            text(&mut deployment, key, value);
        }
        map.insert("deployment", Value::Map(deployment));
        text(&mut map, "promotion_from", &self.after);
        if self.ephemeral {
            map.insert("ephemeral", Value::Bool(true));
        }
        if self.is_production && !names::is_production(&self.name) {
            map.insert("production", Value::Bool(true));
        }
        if self.requires_approval {
            map.insert("requires_approval", Value::Bool(true));
        }
        if !self.approvers.is_empty() {
            map.insert(
                "approvers",
                Value::List(self.approvers.iter().map(|name| Value::from(name.as_str())).collect()),
            );
        }
        Value::Map(map)
    }

    /// The lines of the item in a list.
    pub(super) fn lines(&self, style: &Style) -> Vec<String> {
        let value = self.value();
        let dash = " ".repeat(style.dash);
        if style.in_braces {
            return vec![format!("{dash}- {}", inline(&value, style.quote))];
        }
        let gap = " ".repeat(style.keys.saturating_sub(1));
        let inner = " ".repeat(style.dash + style.keys);
        let mut lines = Vec::new();
        for (key, value) in value.as_map().into_iter().flat_map(Map::iter) {
            let lead = if lines.is_empty() { format!("{dash}-{gap}") } else { inner.clone() };
            match (value, style.nested) {
                (Value::Map(map), Some(nested)) => {
                    lines.push(format!("{lead}{key}:"));
                    let deeper = " ".repeat(nested);
                    lines.extend(map.iter().map(|(key, value)| {
                        format!("{inner}{deeper}{key}: {}", inline(value, style.quote))
                    }));
                }
                _ => lines.push(format!("{lead}{key}: {}", inline(value, style.quote))),
            }
        }
        lines
    }
}

/// A value on one line.
pub(super) fn inline(value: &Value, quote: Option<char>) -> String {
    match value {
        Value::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", inline(value, quote))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(|item| inline(item, quote)).collect::<Vec<_>>().join(", ")
        ),
        Value::Bool(true) => "true".into(),
        other => scalar(other.as_str().unwrap_or_default(), quote),
    }
}
