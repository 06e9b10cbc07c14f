//! The graph of a run, resolved: which node an edge starts at, and which names are declared.

use crate::model::graph::{Edge, FileId, Graph, NodeId, NodeKey, Site};
use rustc_hash::{FxHashMap, FxHashSet};

/// A graph with what follows from all of its entries together.
pub struct Resolved<'g> {
    /// The entries.
    pub graph: &'g Graph,
    /// The nodes by where they are declared.
    at: FxHashMap<Site, NodeId>,
    declared: FxHashSet<NodeId>,
    /// Which files come first, by their paths.
    ranks: Vec<usize>,
}

/// Where an edge starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Start {
    /// At a node.
    Node(NodeId),
    /// At a file as a whole.
    File(FileId),
}

/// Resolves a graph.
pub fn resolve(graph: &Graph) -> Resolved<'_> {
    let at = graph.nodes().iter().map(|node| (node.at, node.id)).collect();
    let declared = graph.nodes().iter().map(|node| node.id).collect();
    let mut files: Vec<(&str, usize)> = graph
        .files()
        .enumerate()
        .map(|(index, (_, file))| (graph.text(file.path), index))
        .collect();
    files.sort_unstable();
    let mut ranks = vec![0; files.len()];
    files.iter().enumerate().for_each(|(rank, (_, index))| ranks[*index] = rank);
    Resolved { graph, at, declared, ranks }
}

impl Resolved<'_> {
    /// Whether something declares a node.
    pub fn is_declared(&self, id: NodeId) -> bool {
        self.declared.contains(&id)
    }

    /// The names of the nodes that are declared with the kind and scope of this one.
    pub fn names_beside(&self, id: NodeId) -> impl Iterator<Item = &str> {
        let key = self.graph.key(id);
        let is_beside = move |other: &NodeKey| (other.kind, other.scope) == (key.kind, key.scope);
        let beside = self.declared.iter().filter(move |id| is_beside(&self.graph.key(**id)));
        beside.map(|id| self.graph.name(*id))
    }

    /// Where an edge starts: at the innermost node around its site.
    pub fn start(&self, edge: &Edge) -> Start {
        self.innermost(Some(edge.at), edge.at)
    }

    /// What contains the node that is declared at a site.
    pub fn container(&self, at: Site) -> Start {
        self.innermost(self.graph.around(at), at)
    }

    fn innermost(&self, from: Option<Site>, at: Site) -> Start {
        let mut here = from;
        while let Some(site) = here {
            if let Some(id) = self.at.get(&site) {
                return Start::Node(*id);
            }
            here = self.graph.around(site);
        }
        let document = self.graph.document(at);
        document.container.map_or(Start::File(document.file), Start::Node)
    }

    /// What orders sites by the paths of their files.
    pub fn rank(&self, at: Site) -> usize {
        self.ranks[self.graph.document(at).file.index()]
    }

    /// The edges that fit, in the order of their files.
    pub fn edges(&self, fits: impl Fn(&Edge) -> bool) -> Vec<&Edge> {
        let mut edges: Vec<&Edge> = self.graph.edges().filter(|edge| fits(edge)).collect();
        edges.sort_by_key(|edge| self.rank(edge.at));
        edges
    }

    /// The emit of the file that a site is in.
    pub fn emit(&self, at: Site) -> u32 {
        self.graph.file_of(at).emit
    }

    /// The path of the file that a site is in.
    pub fn file(&self, at: Site) -> &str {
        self.graph.text(self.graph.file_of(at).path)
    }
}
