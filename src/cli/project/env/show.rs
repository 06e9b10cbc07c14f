//! Environments as a table, as lines, and as JSON.

use crate::cli::output::table::table as lined_up;
use serde_json::{Value, json};
use sw::diag::FORMAT_VERSION;
use sw::diag::words::line;
use sw::project::{Environment, Kind, Project};
use sw::value::Value as Data;

const HEADS: [&str; 8] =
    ["NAME", "KIND", "PRODUCTION", "PROVIDER", "REGION", "TARGET", "APPROVAL", "FROM"];

/// A row for each environment.
pub(crate) fn table(project: &Project) -> String {
    let environments = project.environments.iter().map(|environment| row(environment, project));
    lined_up(&std::iter::once(HEADS.map(String::from)).chain(environments).collect::<Vec<_>>())
}

fn row(environment: &Environment, project: &Project) -> [String; 8] {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".into());
    [
        environment.name.clone(),
        kind(environment),
        if environment.production { "yes" } else { "-" }.into(),
        or_dash(&environment.provider),
        or_dash(&environment.region),
        or_dash(&environment.target),
        approval(environment).unwrap_or_else(|| "-".into()),
        sources(environment, project),
    ]
}

fn kind(environment: &Environment) -> String {
    let kind = if environment.kind == Kind::Local { "local" } else { "cloud" };
    if environment.ephemeral { format!("{kind}, ephemeral") } else { kind.into() }
}

fn approval(environment: &Environment) -> Option<String> {
    let by = environment.approvers.join(", ");
    environment
        .requires_approval
        .then(|| if by.is_empty() { "required".into() } else { format!("by {by}") })
}

/// Where software comes from: by its own word, or by the steps of the pipeline.
fn sources(environment: &Environment, project: &Project) -> String {
    let steps = project
        .pipeline
        .iter()
        .filter(|step| step.to == environment.name)
        .map(|step| step.from.clone());
    let mut sources: Vec<String> =
        environment.promotion_from.iter().cloned().chain(steps).collect();
    sources.sort();
    sources.dedup();
    if sources.is_empty() { "-".into() } else { sources.join(", ") }
}

/// A line for each thing that is known.
pub(crate) fn text(environment: &Environment) -> String {
    let some = |label: &str, text: Option<String>| {
        text.map(|text| format!("{label:<10} {}\n", line(&text))).unwrap_or_default()
    };
    [
        some("name", Some(environment.name.clone())),
        some("title", Some(environment.title())),
        some("purpose", environment.purpose.clone()),
        some("kind", Some(kind(environment))),
        some("production", environment.production.then(|| "yes".into())),
        some("provider", environment.provider.clone()),
        some("region", environment.region.clone()),
        some("target", environment.target.clone()),
        some("approval", approval(environment)),
        some("from", environment.promotion_from.clone()),
        some("secrets", Some(format!("{}_...", environment.prefix()))),
        some("config", (!environment.config.is_empty()).then(|| data(environment).to_string())),
    ]
    .concat()
}

/// The environment's own data; what a configuration says has no holes.
fn data(environment: &Environment) -> Value {
    environment.config.iter().map(|(key, value)| (key.to_string(), plain(value))).collect()
}

fn plain(value: &Data) -> Value {
    match value.bare() {
        Data::Null | Data::Commented(_) | Data::Tagged(_) => Value::Null,
        Data::Bool(bool) => json!(bool),
        Data::Int(int) => json!(int),
        Data::Float(float) => json!(float),
        Data::Text(_) => json!(value.as_str()),
        Data::List(items) => items.iter().map(plain).collect(),
        Data::Map(map) => map.iter().map(|(key, value)| (key.to_string(), plain(value))).collect(),
    }
}

/// One environment for programs.
pub(crate) fn json(environment: &Environment) -> String {
    let mut lines = object(environment);
    lines["format_version"] = json!(FORMAT_VERSION);
    format!("{lines}\n")
}

/// All environments for programs.
pub(crate) fn list_json(project: &Project) -> String {
    let all: Vec<Value> = project.environments.iter().map(object).collect();
    format!("{}\n", json!({ "format_version": FORMAT_VERSION, "environments": all }))
}

fn object(environment: &Environment) -> Value {
    json!({
        "name": environment.name,
        "title": environment.title(),
        "purpose": environment.purpose,
        "kind": environment.kind,
        "is_production": environment.production,
        "provider": environment.provider,
        "region": environment.region,
        "target": environment.target,
        "requires_approval": environment.requires_approval,
        "approvers": environment.approvers,
        "ephemeral": environment.ephemeral,
        "promotion_from": environment.promotion_from,
        "secret_prefix": environment.prefix(),
        "config": data(environment),
    })
}
