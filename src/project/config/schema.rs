//! The JSON schema of `.specweave/config.yaml`, made from the types that read it: neither knows a key
//! that the other does not.

use super::file::Config;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

/// The schema (2020-12) as JSON, for editors.
///
/// What fits together is more than a schema can say: `sw check` reports the rest.
///
/// ```
/// assert!(sw::project::schema().contains("\"requires_approval\""));
/// ```
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().with_transform(Plain).into_generator();
    let mut schema = generator.into_root_schema_for::<Config>();
    schema.insert("title".into(), json!(".specweave/config.yaml"));
    schema.insert(
        "description".into(),
        json!("What a project is, where it runs, and how software gets there."),
    );
    // A file of comments alone is a configuration too.
    schema.insert("type".into(), json!(["object", "null"]));
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    format!("{text}\n")
}

/// Takes out what means nothing to an editor: that the default is nothing, and how Rust calls a number.
#[derive(Clone, Debug)]
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        not_null(schema);
        if schema.get("default").is_some_and(Value::is_null) {
            schema.remove("default");
        }
        schema.remove("format");
    }
}

/// Takes null out of what a key that is required may be.
fn not_null(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    for key in required.iter().filter_map(Value::as_str) {
        let Some(property) =
            schema.get_mut("properties").and_then(|properties| properties.get_mut(key))
        else {
            continue;
        };
        if let Some(kinds) = property.get_mut("type").and_then(Value::as_array_mut) {
            kinds.retain(|kind| kind != "null");
        }
        if let Some(choices) = property.get_mut("anyOf").and_then(Value::as_array_mut) {
            choices.retain(|choice| choice["type"] != "null");
        }
    }
}
