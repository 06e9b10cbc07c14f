//! The typed graph between generated things: which job needs which, which tool reads which secret.
//!
//! Domains add entries while files are made: [`Links`] declares nodes and adds edges, each with a [`Site`]. Names
//! and paths are interned, so that an entry is a few numbers. An edge starts at the innermost node that is declared around
//! its site; the `check` room resolves the graph, and looks up places in recipes only for what it finds.
//!
//! ```
//! use sw::model::graph::{ENVIRONMENT_VARIABLE, Graph, Link, NameIn, NodeKind, NodeName, Relation};
//! use sw::{diag::Place, value::Trail};
//! static JOB: NodeKind = NodeKind::new("acme/job", "job", "acme");
//! let graph = Graph::of_emit(&Place::new("deploy.rhai", 1, 1)).into();
//! let links = sw::model::graph::Links::new(&graph);
//! let root = Trail::ROOT;
//! links.define(NodeName::new(&JOB, NameIn::File, "build"), links.at(&root.key("build")));
//! let variable = NodeName::new(&ENVIRONMENT_VARIABLE, NameIn::Global, "CI");
//! links.link(Link::new(Relation::Sets, variable), links.at(&root.key("build").key("CI")));
//! let graph = graph.into_inner();
//! assert_eq!((graph.nodes().len(), graph.edges().count()), (1, 1));
//! ```

mod document;
mod edge;
mod entries;
pub(crate) mod ids;
mod join;
mod links;
mod node;
mod symbols;

pub use document::{Document, Fact, GraphFile, Lazy, Locate, Locator, Passed};
pub use edge::{Edge, Relation, Strength};
pub use entries::Graph;
pub use ids::{DocumentId, FileId, KindId, NodeId, PathId, Site, Symbol};
pub use links::{Link, Links, NameIn, NodeName};
pub use node::{
    ENVIRONMENT, ENVIRONMENT_VARIABLE, FILE, IMAGE, Kind, KindName, Node, NodeKey, NodeKind,
    SECRET, Scope, Spelling,
};
