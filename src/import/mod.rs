//! Schemas of others as tables: JSON schemas, custom resource definitions, charts, and what Terraform says of providers.

mod chart;
mod crd;
mod imported;
mod json_schema;
mod parts;
mod rules;
mod terraform;
mod write;

pub use chart::{Chart, VALUES};
pub use imported::{ImportError, Imported};

use crate::value::{Value, read};
use imported::{named, table};

/// The tables in `text`. A JSON schema is for `name`: `github/workflow`. `version` knows the version of a provider by its full
/// address: `registry.terraform.io/hashicorp/aws`.
///
/// ```
/// use sw::import::import;
/// let schema = r#"{ "$id": "https://acme.example/box.json", "properties": { "lid": { "type": "string" } }, "required": ["lid"] }"#;
/// let tables = import(schema, Some("acme/box"), &|_| None)?;
/// assert!(tables[0].text.ends_with("\ntype box\n lid !s\n * ?a\n"), "{}", tables[0].text);
/// # Ok::<(), sw::import::ImportError>(())
/// ```
///
/// # Errors
/// When it is no schema.
pub fn import(
    text: &str,
    name: Option<&str>,
    version: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Imported>, ImportError> {
    if is_of_providers(text) {
        return terraform::import(text, version);
    }
    let unreadable = |error: read::ReadError| ImportError::Unreadable(error.to_string());
    let documents = read::yaml(text).map_err(unreadable)?;
    let documents: Vec<&Value> = documents.iter().map(|document| &document.value).collect();
    match documents.as_slice() {
        documents if documents.iter().any(|document| crd::is_one(document)) => {
            crd::import(documents)
        }
        [schema] if is_json_schema(schema) => Ok(vec![json_schema(schema, name)?]),
        _ => Err(ImportError::Unknown),
    }
}

/// Whether a text is what Terraform says of providers.
pub fn is_of_providers(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"provider_schemas\"")
}

fn is_json_schema(value: &Value) -> bool {
    let words = ["$schema", "$ref", "properties", "oneOf", "anyOf", "allOf", "patternProperties"];
    value.as_map().is_some_and(|map| words.iter().any(|word| map.contains_key(word)))
}

fn json_schema(schema: &Value, name: Option<&str>) -> Result<Imported, ImportError> {
    let name = name.ok_or(ImportError::NoName)?;
    let root = name.rsplit('/').next().unwrap_or(name);
    let types = json_schema::Importer::new(schema, false).import(root, schema)?;
    let source = schema.get("$id").or(schema.get("id")).and_then(Value::as_str);
    Ok(table(name, source.unwrap_or("a JSON schema"), "", named(types)))
}
