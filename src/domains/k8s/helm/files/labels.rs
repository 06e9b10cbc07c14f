//! The helpers of a chart: the labels that its objects have in common.

use super::template::{Entry, Part};
use crate::domains::k8s::helm::naming::camel;
use crate::domains::k8s::variants::{Variants, entries};
use crate::value::{Map, Value};

/// What the recommended labels of Kubernetes start with.
const RECOMMENDED: &str = "app.kubernetes.io/";

/// The label that says which component an object is of.
const NAME: &str = "app.kubernetes.io/name";

/// The keys under which labels are.
const PLACES: [&str; 3] = ["labels", "matchLabels", "selector"];

/// The helpers of labels.
const SELECTOR: &str = "selectorLabels";
const LABELS: &str = "labels";

/// What is written for the name of the chart in what a helper prints.
const CHART: &str = "CHART";

/// Helpers that templates written by hand know from other charts: their names, what they are, and what they print.
const PLAIN: [(&str, &str, &str); 3] = [
    ("name", "The name of the chart.", CHART),
    (
        "fullname",
        "The name of an object beside those of components, which are called as the recipe calls them in every release.",
        CHART,
    ),
    (
        "chart",
        "The chart with its version, as labels have it.",
        "{{ .Chart.Name }}-{{ .Chart.Version | replace \"+\" \"_\" }}",
    ),
];

/// How many objects have to have labels before a helper is worth it.
const MANY: usize = 4;

/// The labels that all objects have in one shape.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    chart: String,
    /// Labels with the same text in all objects.
    common: Vec<(String, String)>,
    /// Labels whose text is a parameter.
    parameters: Vec<String>,
    is_worth_it: bool,
}

impl Labels {
    /// The labels of a chart with these objects, beside files of the recipe.
    pub(crate) fn of(chart: &str, objects: &[Variants], files: &[(String, String)]) -> Self {
        let labels = |object: &Value| object.get("metadata")?.get("labels")?.as_map().cloned();
        let all = objects.iter().flat_map(Variants::present).filter_map(labels);
        let all: Vec<Map> =
            all.filter(|map| map.len() > 1 && map.contains_key(NAME) && are_plain(map)).collect();
        // Helpers of the recipe's own take other arguments.
        let define = format!("define \"{chart}.{LABELS}\"");
        let is_own = files.iter().any(|(_, text)| text.contains(&define));
        let Some(first) = all.first().filter(|_| all.len() >= MANY && !is_own) else {
            return Self { chart: chart.into(), ..Self::default() };
        };
        let text = |map: &Map, key: &str| map.get(key).and_then(Value::as_str).map(String::from);
        let is_common =
            |key: &str| key != NAME && all.iter().all(|map| text(map, key) == text(first, key));
        let common: Vec<(String, String)> = first
            .keys()
            .filter(|key| is_common(key))
            .filter_map(|key| Some((key.to_string(), text(first, key)?)))
            .collect();
        let mut parameters = Vec::new();
        for key in all.iter().flat_map(Map::keys) {
            if !common.iter().any(|(own, _)| own == key) && !parameters.contains(&key.to_string()) {
                parameters.push(key.to_string());
            }
        }
        Self { chart: chart.into(), common, parameters, is_worth_it: true }
    }

    /// A constant entry, with the labels in it as what the helpers print.
    pub(crate) fn constant(&self, key: Option<&str>, value: &Value) -> Entry {
        let part = match value.bare() {
            _ if !self.is_in(key, value) => Part::Constant(value.clone()),
            Value::Map(map) => match self.include(key, map) {
                Some(include) => Part::Below(include),
                None => Part::Map(
                    map.iter().map(|(key, value)| self.constant(Some(key), value)).collect(),
                ),
            },
            Value::List(items) => {
                Part::List(items.iter().map(|item| self.constant(None, item)).collect())
            }
            _ => Part::Constant(value.clone()),
        };
        Entry::new(key, part)
    }

    /// Whether labels that helpers print are there or inside.
    fn is_in(&self, key: Option<&str>, value: &Value) -> bool {
        match value.bare() {
            Value::Map(map) => {
                self.include(key, map).is_some()
                    || map.iter().any(|(key, value)| self.is_in(Some(key), value))
            }
            Value::List(items) => items.iter().any(|item| self.is_in(None, item)),
            _ => false,
        }
    }

    /// The helper that prints a map of labels.
    fn include(&self, key: Option<&str>, map: &Map) -> Option<String> {
        let is_place = key.is_some_and(|key| PLACES.contains(&key));
        if !self.is_worth_it || !is_place || !map.contains_key(NAME) || !are_plain(map) {
            return None;
        }
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let has_all = self.common.iter().all(|(key, own)| text(key) == Some(own));
        let is_known = |key: &str| {
            self.parameters.iter().any(|own| own == key)
                || self.common.iter().any(|(own, _)| own == key)
        };
        let (helper, parameters) = if map.len() == 1 {
            (SELECTOR, vec![NAME])
        } else if has_all && map.keys().all(|key| is_known(key)) {
            let own =
                self.parameters.iter().map(String::as_str).filter(|key| map.contains_key(key));
            (LABELS, own.collect())
        } else {
            return None;
        };
        let given = parameters
            .iter()
            .map(|key| format!("{:?} {:?}", camel(key), text(key).unwrap_or_default()));
        let given: Vec<String> = given.collect();
        Some(format!("include \"{}.{helper}\" (dict {})", self.chart, given.join(" ")))
    }

    /// The file of helpers: those that templates use and that no file defines. None when there are none.
    pub(crate) fn text<'t>(
        &self,
        templates: impl Iterator<Item = &'t str> + Clone,
    ) -> Option<String> {
        let has = |name: &str| templates.clone().any(|text| text.contains(name));
        let is_used = |helper: &str| {
            let name = format!("\"{}.{helper}\"", self.chart);
            has(&name) && !has(&format!("define {name}"))
        };
        let is_needed = |helper: &str| is_used(helper) || helper == SELECTOR && is_used(LABELS);
        let plain =
            PLAIN.map(|(name, about, prints)| (name, about, prints.replace(CHART, &self.chart)));
        let all = plain.into_iter().chain([
            (
                SELECTOR,
                "The labels by which Services and others find the pods of a component: its name.",
                self.selector(),
            ),
            (LABELS, "The labels of an object of a component.", self.all()),
        ]);
        let helpers: Vec<String> = all
            .filter(|(name, ..)| is_needed(name))
            .map(|(name, about, prints)| self.helper(name, about, &prints))
            .collect();
        (!helpers.is_empty()).then(|| helpers.join("\n"))
    }

    fn helper(&self, name: &str, about: &str, prints: &str) -> String {
        let chart = &self.chart;
        format!(
            "{{{{/* {about} */}}}}\n{{{{- define \"{chart}.{name}\" -}}}}\n{prints}\n{{{{- end }}}}\n"
        )
    }

    fn selector(&self) -> String {
        format!("{NAME}: {{{{ .name | default \"{}\" }}}}", self.chart)
    }

    /// What the helper of labels prints.
    fn all(&self) -> String {
        let mut text = format!("{{{{ include \"{}.selectorLabels\" . }}}}", self.chart);
        for key in self.parameters.iter().filter(|key| *key != NAME) {
            let name = camel(key);
            text += &format!("\n{{{{- with .{name} }}}}\n{key}: {{{{ . }}}}\n{{{{- end }}}}");
        }
        self.common.iter().for_each(|(key, value)| text += &format!("\n{key}: {value}"));
        text
    }
}

/// Whether all labels are recommended ones with texts that need no quotes.
fn are_plain(map: &Map) -> bool {
    let is_word = |text: &str| {
        let is_plain = |it: char| it.is_ascii_alphanumeric() || "._-".contains(it);
        let is_reserved = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
            .contains(&text.to_lowercase().as_str());
        text.starts_with(|it: char| it.is_ascii_alphabetic())
            && text.chars().all(is_plain)
            && !is_reserved
    };
    entries(&Value::Map(map.clone()))
        .all(|(key, value)| key.starts_with(RECOMMENDED) && value.as_str().is_some_and(is_word))
}
