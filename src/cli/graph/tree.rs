//! The graph for a person: environments, what their files declare, and what that refers to.

use std::collections::{BTreeMap, BTreeSet};
use sw::check::graph::listing::{ListedEdge, ListedNode, Listing};
use sw::diag::words::line;

/// The listing as a tree.
pub(super) fn tree(listing: &Listing) -> String {
    let tree = Tree::of(listing);
    if tree.tops.is_empty() {
        return "no files\n".into();
    }
    let mut shown = String::new();
    for (environment, tops) in &tree.tops {
        shown.push_str(&row(0, environment.unwrap_or("all environments")));
        for top in tops {
            shown.push_str(&row(1, &named(top)));
            tree.show(top, 2, &mut shown);
        }
    }
    shown
}

/// A listing by what it is asked for.
struct Tree<'l> {
    nodes: BTreeMap<&'l str, &'l ListedNode>,
    /// What no other node contains, by environment.
    tops: BTreeMap<Option<&'l str>, Vec<&'l ListedNode>>,
    /// What is in a node, by the id of that.
    inside: BTreeMap<&'l str, Vec<&'l ListedNode>>,
    edges: BTreeMap<&'l str, Vec<&'l ListedEdge>>,
}

impl<'l> Tree<'l> {
    fn of(listing: &'l Listing) -> Self {
        let nodes: BTreeMap<&str, &ListedNode> =
            listing.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut inside: BTreeMap<&str, Vec<&ListedNode>> = BTreeMap::new();
        let mut edges: BTreeMap<&str, Vec<&ListedEdge>> = BTreeMap::new();
        let mut contained = BTreeSet::new();
        for edge in &listing.edges {
            let (from, to) = (nodes.get(edge.from.as_str()), nodes.get(edge.to.as_str()));
            match (edge.relation, from, to) {
                ("contains", Some(from), Some(to)) if from.kind != "environment" => {
                    contained.insert(to.id.as_str());
                    inside.entry(&edge.from).or_default().push(to);
                }
                ("contains", ..) => {}
                _ => edges.entry(&edge.from).or_default().push(edge),
            }
        }
        let mut tops: BTreeMap<Option<&str>, Vec<&ListedNode>> = BTreeMap::new();
        let is_top =
            |node: &&&ListedNode| node.file.is_some() && !contained.contains(node.id.as_str());
        for node in listing.nodes.iter().collect::<Vec<_>>().iter().filter(is_top) {
            tops.entry(node.environment.as_deref()).or_default().push(node);
        }
        Self { nodes, tops, inside, edges }
    }

    /// What is in a node, and what it refers to.
    fn show(&self, node: &ListedNode, depth: usize, shown: &mut String) {
        let mut targets: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for edge in self.edges.get(node.id.as_str()).into_iter().flatten() {
            let Some(to) = self.nodes.get(edge.to.as_str()) else { continue };
            let name = target(edge, to, node);
            let known = targets.entry((edge.relation, &to.noun)).or_default();
            if !known.contains(&name) {
                known.push(name);
            }
        }
        for ((relation, noun), names) in targets {
            let verb = if relation == "refers" { "refers to" } else { relation };
            shown.push_str(&row(depth, &format!("{verb} {noun} {}", names.join(", "))));
        }
        for inner in self.inside.get(node.id.as_str()).into_iter().flatten() {
            shown.push_str(&row(depth, &named(inner)));
            self.show(inner, depth + 1, shown);
        }
    }
}

/// The name of what an edge leads to, with the environment where that is another one than its own.
fn target(edge: &ListedEdge, to: &ListedNode, from: &ListedNode) -> String {
    let is_other = |name: &&String| from.environment.as_ref() != Some(name);
    match edge.environment.as_ref().filter(is_other) {
        Some(environment) => format!("{} ({environment})", to.name),
        None => to.name.clone(),
    }
}

fn named(node: &ListedNode) -> String {
    if node.kind == "file" { node.name.clone() } else { format!("{} {}", node.noun, node.name) }
}

fn row(depth: usize, text: &str) -> String {
    format!("{:width$}{}\n", "", line(text), width = 2 * depth)
}
