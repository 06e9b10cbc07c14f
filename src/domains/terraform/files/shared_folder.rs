//! Roots that share a folder: Terraform reads all files of it together, so that a name is there once.

use crate::check::Finding;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::node_kinds::is_declared;
use crate::model::graph::{Graph, Node, NodeId};
use std::collections::BTreeMap;

/// What two roots of a run declare in one folder.
pub(crate) fn relate(graph: &mut Graph) -> Vec<Finding> {
    let mut known: BTreeMap<NodeId, &Node> = BTreeMap::new();
    let mut findings = Vec::new();
    for node in graph.nodes().iter().filter(|node| is_declared(graph.kind(node.id))) {
        let first = *known.entry(node.id).or_insert(node);
        let is_other = graph.file_of(first.at).emit != graph.file_of(node.at).emit;
        // What an override file has is laid over what is there.
        if is_other && !is_override(graph, first) && !is_override(graph, node) {
            let emit = graph.file_of(node.at).emit;
            findings.push(Finding { emit, diagnostic: twice(graph, node, first) });
        }
    }
    findings
}

fn is_override(graph: &Graph, node: &Node) -> bool {
    let path = graph.text(graph.file_of(node.at).path);
    path.ends_with("/override.tf") || path.ends_with("_override.tf")
}

fn twice(graph: &Graph, second: &Node, first: &Node) -> Diagnostic {
    let file = |node: &Node| graph.text(graph.file_of(node.at).path).to_string();
    let folder = file(first).rsplit_once('/').map_or(String::new(), |(folder, _)| folder.into());
    let (noun, name) = (&graph.kind(second.id).noun, graph.name(second.id));
    let message = format!("the {noun} `{name}` is declared twice in `{folder}`");
    Diagnostic::error("duplicate-block", message)
        .at(graph.place(second.at))
        .related(graph.place(first.at), "it was declared here before")
        .note(format!(
            "once in `{}`, and once in `{}`: Terraform reads all files of a folder together",
            file(first),
            file(second)
        ))
        .hint("give one of them another name, or the root a `path` of its own")
}
