//! Schemas of others as tables: JSON schemas, custom resource definitions, and what Terraform says of providers.

mod crd;
mod json_schema;
mod parts;
mod terraform;

use super::model::Type;
use super::table::{Head, TYPE, Written, write};
use crate::value::{Value, read};

/// A table that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its name: `terraform/aws`, `kubernetes/certificates.cert-manager.io`, `github/workflow`.
    pub name: String,
    /// What it was made from.
    pub source: String,
    /// The version of that.
    pub version: String,
    /// The table.
    pub text: String,
}

/// Why something is no schema that can be a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is of no kind that is known.
    #[error(
        "it is no JSON schema, no custom resource definition, and not what `terraform providers schema -json` prints"
    )]
    Unknown,
    /// It can't be read at all.
    #[error("{0}")]
    Unreadable(String),
    /// A reference leads nowhere.
    #[error("it refers to `{0}`, which is not in it")]
    NoTarget(String),
    /// It is larger or deeper than any tool's, or refers to itself.
    #[error("it is nested too deep, or too large")]
    TooLarge,
    /// A JSON schema's types need a name.
    #[error("a JSON schema does not say which files it is for")]
    NoName,
}

/// The tables in `text`. A JSON schema is for `name`: `github/workflow`. `version` knows the version of a provider by its full
/// address: `registry.terraform.io/hashicorp/aws`.
///
/// ```
/// use sw::schema::import::import;
/// let schema = r#"{ "$id": "https://acme.example/box.json", "properties": { "lid": { "type": "string" } }, "required": ["lid"] }"#;
/// let tables = import(schema, Some("acme/box"), &|_| None)?;
/// assert!(tables[0].text.ends_with("\ntype box\n lid !s\n * ?a\n"), "{}", tables[0].text);
/// # Ok::<(), sw::schema::import::ImportError>(())
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

/// Types as a table has them.
fn named(types: Vec<(Box<str>, Type)>) -> Vec<Written> {
    types.into_iter().map(|(name, ty)| Written { head: format!("{TYPE} {name}"), ty }).collect()
}

fn table(name: &str, source: &str, version: &str, types: Vec<Written>) -> Imported {
    // Whose order the keys have is not known.
    let order = if name.starts_with("terraform/") { Vec::new() } else { vec!["*".into()] };
    let head = Head { source: source.into(), version: version.into(), order, ..Head::default() };
    let text = write(&head, &types);
    Imported { name: name.into(), source: head.source, version: head.version, text }
}
