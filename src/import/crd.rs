//! Custom resource definitions of Kubernetes: each version of each kind becomes a type.

use super::imported::{ImportError, Imported, named, table};
use super::json_schema::Importer;
use super::write::Written;
use crate::schema::{Field, KIND, Marks, Object, Type};
use crate::value::{Kinds, Value};
use std::cmp::Reverse;

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
    let (mut types, mut served) = (Vec::new(), Vec::new());
    for version in versions.unwrap_or_default() {
        let made = of_version(version, group, kind)?;
        served.extend(made.first().and_then(|(name, _)| offer(version, name)));
        types.extend(made);
    }
    if types.is_empty() {
        return Err(ImportError::Unreadable(format!(
            "the custom resource definition of `{kind}` has no schema"
        )));
    }
    let is_cluster = text(document, &["spec", "scope"]) == Some("Cluster");
    let mut types = named(types);
    types.insert(0, listed(kind, served, is_cluster));
    Ok(table(&format!("kubernetes/{plural}.{group}"), group, "", types))
}

/// The types of one version, that of whole objects first; none where it has no schema.
fn of_version(
    version: &Value,
    group: &str,
    kind: &str,
) -> Result<Vec<(Box<str>, Type)>, ImportError> {
    let name = version
        .get("name")
        .and_then(Value::as_str)
        .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric()))
        .unwrap_or("v1");
    let schema = version.get("schema").and_then(|schema| schema.get("openAPIV3Schema"));
    let Some(schema) = schema else { return Ok(Vec::new()) };
    let api_version = format!("{group}/{name}");
    let mut made = Importer::new(schema, true).import(&format!("{api_version}/{kind}"), schema)?;
    if let Some((_, ty)) = made.first_mut() {
        *ty = object(std::mem::take(ty), &api_version, kind);
    }
    Ok(made)
}

/// The API versions of the kind, the best first.
fn listed(kind: &str, mut served: Vec<Field>, is_cluster: bool) -> Written {
    served.sort_by_key(|field| rank(&field.name));
    let head = format!("{KIND} {kind}");
    let notes = if is_cluster { vec!["cluster".into()] } else { Vec::new() };
    Written { notes, ..Written::new(head, Type::Object(Box::new(Object::new(served)))) }
}

/// A version, if the API server serves it.
fn offer(version: &Value, name: &str) -> Option<Field> {
    let (api_version, _) = name.rsplit_once('/')?;
    let is = |key: &str| version.get(key) == Some(&Value::Bool(true));
    let marks = Marks { is_deprecated: is("deprecated"), ..Marks::default() };
    let field = Field { name: api_version.into(), marks, ..Field::default() };
    (version.get("served") != Some(&Value::Bool(false))).then_some(field)
}

/// Stable versions come before betas and alphas, and later ones first.
fn rank(api_version: &str) -> (usize, Reverse<u32>, Reverse<u32>) {
    let name = api_version.rsplit('/').next().unwrap_or_default().trim_start_matches('v');
    let stage = ["alpha", "beta"].iter().rev().position(|stage| name.contains(stage));
    let mut numbers = name.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
    let [major, minor] = [(); 2].map(|()| Reverse(numbers.next().unwrap_or_default()));
    (stage.map_or(0, |stage| stage + 1), major, minor)
}

/// The type of whole objects: what all have is there, whether their definition names it or not.
fn object(ty: Type, api_version: &str, kind: &str) -> Type {
    match ty {
        Type::Ruled(inner, rules) => {
            Type::Ruled(Box::new(object(*inner, api_version, kind)), rules)
        }
        Type::Object(object) => {
            let words = |word: &str| Type::OneOf(Kinds::TEXT, [word.into()].into());
            let all = [
                ("apiVersion", words(api_version)),
                ("kind", words(kind)),
                ("metadata", Type::map(Type::Any)),
            ];
            let is_own = |field: &Field| !all.iter().any(|(name, _)| *field.name == **name);
            let own: Vec<Field> =
                object.fields.iter().filter(|field| is_own(field)).cloned().collect();
            let all = all.map(|(name, ty)| Field { name: name.into(), ty, ..Field::default() });
            let fields = all.into_iter().chain(own).collect();
            let (rules, bounds) = (object.rules, object.bounds);
            Type::Object(Box::new(Object { rules, bounds, ..Object::new(fields) }))
        }
        other => other,
    }
}

fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}
