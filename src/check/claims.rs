//! What one file has for itself, and another claims, too.

use super::finding::Finding;
use super::graph::resolved::Resolved;
use crate::diag::Diagnostic;
use crate::model::graph::{Edge, NodeId, Relation};
use std::collections::BTreeMap;

pub(super) fn check(graph: &Resolved<'_>) -> Vec<Finding> {
    let mut owners: BTreeMap<NodeId, &Edge> = BTreeMap::new();
    let mut problems = Vec::new();
    for edge in graph.edges(|edge| edge.relation == Relation::Claims) {
        let owner = *owners.entry(edge.to).or_insert(edge);
        if owner != edge {
            let diagnostic = twice(edge, owner, graph);
            problems.push(Finding { emit: graph.emit(edge.at), diagnostic });
        }
    }
    problems
}

fn twice(claim: &Edge, owner: &Edge, resolved: &Resolved<'_>) -> Diagnostic {
    let graph = resolved.graph;
    let (noun, name) = (&graph.kind(claim.to).noun, graph.name(claim.to));
    let (place, first) = (graph.place(claim.at), graph.place(owner.at));
    let message =
        format!("`{}` has a {noun} that is another file's: `{name}`", resolved.file(claim.at));
    let diagnostic = Diagnostic::error("claimed-twice", message).at(place.clone()).note(format!(
        "it belongs to `{}`; the second claim would take it over, and undo what the first did",
        resolved.file(owner.at)
    ));
    let diagnostic = if place == first {
        diagnostic
    } else {
        diagnostic.related(first, "it was claimed here before")
    };
    diagnostic.hint(format!("give each a {noun} of its own").as_str())
}
