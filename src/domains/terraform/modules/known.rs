//! Modules from elsewhere, as schema files of the project tell them.

use super::contract;
use super::schema::{ENDINGS, FOLDER, Schema, parse};
use super::versions::{Version, meet};
use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::model::Contract;
use std::sync::OnceLock;

/// The schemas of a run, with the paths of their files.
#[derive(Default)]
struct Schemas(OnceLock<Vec<(String, Schema)>>);

/// What is known of a module from elsewhere.
pub(super) enum Known {
    /// Nothing.
    Nothing,
    /// What it takes and gives.
    Told(Contract),
    /// There are schemas of it, and none is of the version that is called: the path and version of the newest.
    Other(String, String),
}

/// What is known of the module at `source`, in the version that a call asks for.
pub(super) fn of(run: &Run, source: &str, version: Option<&str>) -> Known {
    let kept = run.kept::<Schemas>();
    let schemas = kept.0.get_or_init(|| read(run));
    let (address, reference) = bare(source);
    let version = version.or(reference.as_deref());
    let mut all: Vec<&(String, Schema)> = schemas.iter().filter(|(_, schema)| bare(&schema.source).0 == address).collect();
    all.sort_by_key(|(_, schema)| version_of(schema).and_then(|version| Version::parse(&version)));
    let fits = |schema: &Schema| match (version_of(schema), version) {
        (Some(own), Some(asked)) => {
            meet(&own, asked).unwrap_or(own.trim_start_matches('v') == asked.trim_start_matches('v') || Version::parse(&own).is_none())
        }
        _ => true,
    };
    match (all.iter().rev().find(|(_, schema)| fits(schema)), all.last()) {
        (Some((path, schema)), _) => {
            let contract = contract::read(&schema.interface, format!("the module `{address}`"), format!("{address} in {path}"));
            Known::Told(Contract { is_found: true, ..contract })
        }
        (None, Some((path, schema))) => Known::Other(path.clone(), version_of(schema).unwrap_or_default()),
        (None, None) => Known::Nothing,
    }
}

/// The version that a schema says, or that its source does.
fn version_of(schema: &Schema) -> Option<String> {
    schema.version.clone().or_else(|| bare(&schema.source).1)
}

/// A source without the registry that is meant anyway and without the version in it; and that version.
fn bare(source: &str) -> (String, Option<String>) {
    let source = source.strip_prefix("registry.terraform.io/").unwrap_or(source);
    let Some((address, query)) = source.split_once('?') else { return (source.into(), None) };
    let mut version = None;
    let mut kept = Vec::new();
    for part in query.split('&') {
        match part.strip_prefix("ref=") {
            Some(reference) => version = Some(reference.to_string()),
            // How much of the history is fetched changes nothing.
            None if part.starts_with("depth=") => {}
            None => kept.push(part),
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    (format!("{address}{query}"), version)
}

/// All schemas of the project; what is wrong with one is told.
fn read(run: &Run) -> Vec<(String, Schema)> {
    let names = run.world.list(FOLDER).unwrap_or_default();
    let mut schemas = Vec::new();
    for name in names.iter().filter(|name| ENDINGS.iter().any(|ending| name.ends_with(ending))) {
        let path = format!("{FOLDER}/{name}");
        let Ok(text) = run.world.read(&path) else { continue };
        run.keep_text(&path, &text);
        match parse(&text, &path) {
            Ok(schema) => schemas.push((path, schema)),
            Err(problem) => run.report(problem),
        }
    }
    schemas
}

/// That the schemas of a module are of other versions than the call asks for.
pub(super) fn other(source: &str, path: &str, version: &str) -> Diagnostic {
    Diagnostic::warning("other-module-version", format!("the call of `{source}` is not checked: the schema is of version {version}"))
        .note(format!("it is `{path}`"))
        .hint("add one of the version that you call, after `terraform init`: `sw schema add module .terraform/modules/NAME`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_compared_without_their_versions() {
        assert_eq!(bare("registry.terraform.io/acme/vpc/aws"), ("acme/vpc/aws".into(), None));
        assert_eq!(
            bare("git::https://e.com/a.git//vpc?ref=v1.2.0&depth=1"),
            ("git::https://e.com/a.git//vpc".into(), Some("v1.2.0".into()))
        );
    }
}
