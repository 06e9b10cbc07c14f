//! Custom resource definitions of Kubernetes: each version of each kind becomes a type.

use super::imported::{ImportError, Imported, named, table};
use super::json_schema::Importer;
use crate::value::Value;

/// Whether a document is a definition, or a list that has some.
pub(super) fn is_one(document: &Value) -> bool {
    is_definition(document) || items(document).iter().any(is_definition)
}

/// A table for each kind in the documents: `certificates.cert-manager.io`. Documents of other kinds are passed over.
///
/// # Errors
/// When a definition is not as Kubernetes has them.
pub(super) fn import(documents: &[&Value]) -> Result<Vec<Imported>, ImportError> {
    let all =
        documents.iter().flat_map(|document| std::iter::once(*document).chain(items(document)));
    all.filter(|document| is_definition(document)).map(definition).collect()
}

fn is_definition(document: &Value) -> bool {
    text(document, &["kind"]) == Some("CustomResourceDefinition")
}

fn items(document: &Value) -> &[Value] {
    document.get("items").and_then(Value::as_list).unwrap_or_default()
}

fn definition(document: &Value) -> Result<Imported, ImportError> {
    let part = |path: &[&str]| {
        let missing = || {
            ImportError::Unreadable(format!(
                "a custom resource definition has no valid `{}`",
                path.join(".")
            ))
        };
        let is_name = |text: &&str| {
            !text.is_empty()
                && !text.contains("..")
                && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
        };
        text(document, path).filter(is_name).ok_or_else(missing)
    };
    let (group, kind) = (part(&["spec", "group"])?, part(&["spec", "names", "kind"])?);
    let plural = part(&["spec", "names", "plural"])?;
    let versions =
        document.get("spec").and_then(|spec| spec.get("versions")).and_then(Value::as_list);
    let mut types = Vec::new();
    for version in versions.unwrap_or_default() {
        let name = version
            .get("name")
            .and_then(Value::as_str)
            .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric()))
            .unwrap_or("v1");
        let schema = version.get("schema").and_then(|schema| schema.get("openAPIV3Schema"));
        if let Some(schema) = schema {
            types.extend(
                Importer::new(schema, true).import(&format!("{group}/{name}/{kind}"), schema)?,
            );
        }
    }
    if types.is_empty() {
        return Err(ImportError::Unreadable(format!(
            "the custom resource definition of `{kind}` has no schema"
        )));
    }
    Ok(table(&format!("kubernetes/{plural}.{group}"), group, "", named(types)))
}

fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}
