//! Option maps of native functions: keys, types, defaults and descriptions, read from the struct that takes them.

use crate::engine::reference::entry::OptionDoc;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

/// The struct that reads an option map, for [`Namespace::options`](crate::engine::Namespace::options).
#[derive(Clone, Copy)]
pub struct OptionMap {
    functions: &'static [&'static str],
    schema: fn() -> Schema,
}

impl OptionMap {
    /// The options that the functions and methods of these names read into a `T`.
    pub const fn of<T: JsonSchema>(functions: &'static [&'static str]) -> Self {
        Self { functions, schema: schema::<T> }
    }

    pub(crate) fn is_of(&self, function: &str) -> bool {
        self.functions.contains(&function)
    }

    /// The keys.
    pub(crate) fn docs(&self) -> Vec<OptionDoc> {
        keys((self.schema)().as_value())
    }
}

fn schema<T: JsonSchema>() -> Schema {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>()
}

/// What is required first, then by name.
fn keys(schema: &Value) -> Vec<OptionDoc> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let mut docs: Vec<OptionDoc> = properties
        .map(|(name, property)| key(name, property, required.contains(&name.as_str())))
        .collect();
    docs.sort_by_key(|doc| !doc.required);
    docs
}

fn key(name: &str, property: &Value, required: bool) -> OptionDoc {
    let inner = present(property);
    let options = keys(inner);
    let default =
        property.get("default").filter(|default| !default.is_null() && options.is_empty());
    let summary = property["description"].as_str().unwrap_or_default();
    OptionDoc {
        name: name.into(),
        r#type: word(inner),
        required,
        default: default.map(literal),
        summary: summary.split_whitespace().collect::<Vec<_>>().join(" "),
        options,
        ..OptionDoc::default()
    }
}

/// The schema of what is given when something is: without the null of an option that is left out.
fn present(schema: &Value) -> &Value {
    let choices = schema["anyOf"].as_array();
    choices
        .and_then(|choices| choices.iter().find(|choice| choice["type"] != "null"))
        .unwrap_or(schema)
}

/// What a schema takes, in an author's words.
fn word(schema: &Value) -> String {
    if let Some(words) = schema["x-words"].as_str() {
        return words.into();
    }
    let choices: Vec<String> = (schema["enum"].as_array().into_iter().flatten())
        .chain(
            schema["oneOf"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|one| one.get("const").or_else(|| one["enum"].get(0))),
        )
        .filter(|choice| !choice.is_null())
        .map(literal)
        .collect();
    if !choices.is_empty() {
        return choices.join(" | ");
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("string") => "string".into(),
        Some("integer") => "int".into(),
        Some("number") => "float".into(),
        Some("boolean") => "bool".into(),
        Some("array") => match word(&schema["items"]).as_str() {
            "any" => "array".into(),
            items => format!("array of {}", items.strip_suffix(" | null").unwrap_or(items)),
        },
        Some("object") => "map".into(),
        _ => "any".into(),
    }
}

/// Data as a recipe writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) => map_literal(map),
        other => other.to_string(),
    }
}

fn map_literal(map: &Map<String, Value>) -> String {
    let entries: Vec<String> =
        map.iter().map(|(key, value)| format!("{key}: {}", literal(value))).collect();
    if entries.is_empty() { "#{}".into() } else { format!("#{{ {} }}", entries.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Default, JsonSchema, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Size {
        /// Few.
        #[default]
        Small,
        /// Many.
        Large,
    }

    #[derive(JsonSchema, Deserialize)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Options {
        /// Where it listens.
        port: u16,
        #[serde(default)]
        size: Size,
        #[serde(default)]
        names: Option<Vec<String>>,
        #[serde(default)]
        inner: Option<Inner>,
        #[serde(default)]
        deep: bool,
    }

    #[derive(JsonSchema, Deserialize)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Inner {
        /// Its key.
        key: Option<String>,
    }

    #[test]
    fn a_struct_documents_its_keys() {
        let rows: Vec<String> = OptionMap::of::<Options>(&["web"]).docs().iter().map(row).collect();
        let expected = [
            "port: int, required (Where it listens.)",
            "deep: bool = false ()",
            "inner: map () [key: string (Its key.)]",
            "names: array of string ()",
            "size: \"small\" | \"large\" = \"small\" ()",
        ];
        assert_eq!(rows, expected);
    }

    fn row(doc: &OptionDoc) -> String {
        let required = if doc.required { ", required" } else { "" };
        let default =
            doc.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
        let inner: Vec<String> = doc.options.iter().map(row).collect();
        let inner =
            if inner.is_empty() { String::new() } else { format!(" [{}]", inner.join(", ")) };
        format!("{}: {}{required}{default} ({}){inner}", doc.name, doc.r#type, doc.summary)
    }
}
