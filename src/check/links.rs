//! Names that one place relies on and another has to declare.

use super::finding::Finding;
use super::graph::resolved::Resolved;
use crate::diag::Diagnostic;
use crate::model::graph::{Edge, FILE, Strength};
use std::collections::BTreeSet;

pub(super) fn check(graph: &Resolved<'_>) -> Vec<Finding> {
    let is_unmet = |edge: &Edge| edge.strength == Strength::Required && !graph.is_declared(edge.to);
    let unmet = graph.edges(is_unmet).into_iter();
    unmet
        .map(|edge| Finding { emit: graph.emit(edge.at), diagnostic: undeclared(edge, graph) })
        .collect()
}

fn undeclared(edge: &Edge, resolved: &Resolved<'_>) -> Diagnostic {
    let graph = resolved.graph;
    let (kind, name) = (graph.kind(edge.to), graph.name(edge.to));
    let beside: BTreeSet<&str> = resolved.names_beside(edge.to).collect();
    kind.known.unwrap_or(&FILE).undeclared(name, beside).at(graph.place(edge.at)).note(format!(
        "`{}` relies on it, at `{}`",
        resolved.file(edge.at),
        graph.path(edge.at)
    ))
}
