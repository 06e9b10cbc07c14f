//! Secrets between the files: used where they are not meant to be, declared for nothing, set where no tool reads them.

use super::finding::Finding;
use super::graph::resolved::{Resolved, Start};
use crate::diag::{Diagnostic, words};
use crate::model::Model;
use crate::model::graph::{ENVIRONMENT_VARIABLE, Edge, NodeId, NodeKind, Relation, SECRET, Site};
use crate::secrets::Secret;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(model: &Model, graph: &Resolved<'_>) -> Vec<Finding> {
    let uses = graph.edges(|edge| graph.graph.kind(edge.to).is(&SECRET));
    let misplaced = misplaced(model, &uses, graph).into_iter();
    misplaced.chain(unused(model, &uses, graph)).chain(unread(&uses, graph)).collect()
}

/// Secrets that are used for an environment which they are not declared for, once for each emit.
fn misplaced(model: &Model, uses: &[&Edge], resolved: &Resolved<'_>) -> Vec<Finding> {
    let graph = resolved.graph;
    let mut found: BTreeMap<(u32, &str, &str), Finding> = BTreeMap::new();
    for edge in uses {
        let file = graph.file_of(edge.at);
        let environment = edge.environment.or(file.environment).map(|name| graph.text(name));
        let secret = model.secrets.get(graph.name(edge.to));
        let (Some(environment), Some(secret)) = (environment, secret) else { continue };
        if !secret.is_for(environment) {
            let key = (file.emit, secret.name.as_str(), environment);
            found.entry(key).or_insert_with(|| {
                let problem = not_for(secret, environment, resolved.file(edge.at));
                Finding { emit: file.emit, diagnostic: problem.at(file.place.clone()) }
            });
        }
    }
    found.into_values().collect()
}

fn not_for(secret: &Secret, environment: &str, file: &str) -> Diagnostic {
    let names = secret.environments.as_deref().unwrap_or_default();
    let message =
        format!("`{file}` uses the secret `{}`, which `{environment}` does not have", secret.name);
    let problem = Diagnostic::error("misplaced-secret", message);
    let problem = match &secret.place {
        Some(place) => problem
            .related(place.clone(), format!("it is declared for {}", words::list(names, "and"))),
        None => problem,
    };
    let hint = format!(
        "add `{environment}` to its `environments`, or leave it out of what is made for it"
    );
    problem.hint(hint.as_str())
}

/// Secrets that a recipe declares and no file uses or documents. Without any files there is nothing to say.
fn unused(model: &Model, uses: &[&Edge], resolved: &Resolved<'_>) -> Vec<Finding> {
    let used: BTreeSet<&str> = uses.iter().map(|edge| resolved.graph.name(edge.to)).collect();
    let Some(last) = model.files.iter().map(|file| file.origin.emit).max() else {
        return Vec::new();
    };
    let idle = model
        .secrets
        .values()
        .filter(|secret| secret.place.is_some() && !used.contains(secret.name.as_str()));
    let finding = |name: &str| {
        let problem = Diagnostic::warning(
            "unused-secret",
            format!("the secret `{name}` is declared, and no file uses it"),
        );
        problem.hint("use it where its value goes, document it with `emit(secrets::example())`, or take it out")
    };
    idle.map(|secret| Finding {
        emit: last,
        diagnostic: finding(&secret.name).at(secret.place.clone()),
    })
    .collect()
}

/// The edges to variables that have a secret as their value, by that secret.
type Variables<'e> = BTreeMap<NodeId, Vec<&'e Edge>>;

/// Secrets that one tool sets only under names which no tool reads, where another one reads them.
fn unread(uses: &[&Edge], resolved: &Resolved<'_>) -> Vec<Finding> {
    let graph = resolved.graph;
    let values: FxHashMap<Site, NodeId> =
        uses.iter().filter(|edge| edge.is_whole).map(|edge| (edge.at, edge.to)).collect();
    let variables = |relation: Relation| {
        let is_variable = |edge: &Edge| graph.kind(edge.to).is(&ENVIRONMENT_VARIABLE);
        let edges = resolved.edges(|edge| edge.relation == relation && is_variable(edge));
        let mut found = Variables::new();
        for edge in edges {
            if let Some(secret) = values.get(&edge.at) {
                found.entry(*secret).or_default().push(edge);
            }
        }
        found
    };
    let read = variables(Relation::Reads);
    let unread = variables(Relation::Sets).into_iter().filter_map(|(secret, set)| {
        let reads = read.get(&secret)?;
        let is_read = |edge: &&Edge| reads.iter().any(|read| read.to == edge.to);
        let (first, read) = (*set.first()?, *reads.last()?);
        let finding = || Finding {
            emit: resolved.emit(first.at),
            diagnostic: never_read(graph.name(secret), first, read, resolved),
        };
        (!set.iter().any(is_read)).then(finding)
    });
    unread.collect()
}

fn never_read(secret: &str, set: &Edge, read: &Edge, resolved: &Resolved<'_>) -> Diagnostic {
    let graph = resolved.graph;
    let kind = |edge| match resolved.start(edge) {
        Start::Node(id) => graph.kind(id).known,
        Start::File(_) => None,
    };
    let tool = |edge| kind(edge).map_or("another tool", |kind: &NodeKind| kind.tool);
    let (name, variable) = (graph.name(set.to), graph.name(read.to));
    let message = format!(
        "{} sets the secret `{secret}` as `{name}`, and {} reads `{variable}`",
        tool(set),
        tool(read)
    );
    let supply = kind(read).map_or("", |kind| kind.supply);
    let hint = match supply {
        "" => format!("set it as `{variable}`"),
        hint => hint.into(),
    };
    Diagnostic::warning("unread-variable", message)
        .at(graph.place(set.at))
        .note(format!("in `{}`, at `{}`", resolved.file(set.at), graph.path(set.at)))
        .hint(hint.as_str())
}
