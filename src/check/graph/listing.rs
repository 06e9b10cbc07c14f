//! The graph of a run as plain data: what `sw graph --json` prints.

use super::resolved::{Resolved, Start, resolve};
use crate::diag::{FORMAT_VERSION, Place};
use crate::model::graph::{
    ENVIRONMENT, Edge, FILE, FileId, Graph, GraphFile, NodeId, NodeKind, Relation, SECRET, Scope,
    Site, Strength,
};
use crate::secrets::Secret;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// All nodes and edges between the files of a run.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Listing {
    /// The version of this format: a new minor version only adds fields.
    pub format_version: &'static str,
    /// Everything that is declared or referred to, in the order of the ids.
    pub nodes: Vec<ListedNode>,
    /// How the nodes are connected.
    pub edges: BTreeSet<ListedEdge>,
}

/// Something that is declared or referred to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListedNode {
    /// What edges call it: its kind, where its name is known, and its name.
    pub id: String,
    /// Its kind: `secret`, `github/job`, `terraform/resource`.
    pub kind: String,
    /// The kind in words: `job`.
    pub noun: String,
    /// Its name.
    pub name: String,
    /// Whether something declares it; otherwise it is only referred to.
    pub declared: bool,
    /// The file that declares it.
    pub file: Option<String>,
    /// Where in that file.
    pub path: Option<String>,
    /// The environment that it belongs to, where it does not belong to all.
    pub environment: Option<String>,
    /// The call in the recipe that makes it.
    pub place: Option<ListedPlace>,
    /// The environments that a secret has a value for; of one that all have, null.
    pub environments: Option<Vec<String>>,
}

/// A connection of two nodes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct ListedEdge {
    /// The id of the node that it starts at.
    pub from: String,
    /// What it says: `contains`, `refers`, `sets`, `reads`, `calls`, `claims`, `selects`.
    pub relation: &'static str,
    /// The id of the node that it leads to.
    pub to: String,
    /// The environment that it is for, where that is known.
    pub environment: Option<String>,
    /// Whether the run fails where the other node is not declared.
    pub required: bool,
    /// The file that it is in.
    pub file: Option<String>,
    /// Where in that file.
    pub path: Option<String>,
}

/// A position in a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListedPlace {
    /// The recipe or library.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl From<&Place> for ListedPlace {
    fn from(place: &Place) -> Self {
        Self { file: place.file.clone(), line: place.start.line, column: place.start.column }
    }
}

/// Lists a graph with the secrets that its recipes declare, as far as it is of these environments; none are all.
pub fn listing(
    graph: &Graph,
    secrets: &BTreeMap<String, Secret>,
    environments: &[String],
) -> Listing {
    let graph = resolve(graph);
    let mut lister =
        Lister { graph: &graph, environments, nodes: BTreeMap::new(), edges: BTreeSet::new() };
    lister.files();
    lister.declarations();
    lister.references();
    lister.secrets(secrets);
    let nodes = lister.nodes.into_values().collect();
    Listing { format_version: FORMAT_VERSION, nodes, edges: lister.edges }
}

/// The JSON schema of a [`Listing`].
pub fn schema() -> String {
    let schema = schemars::schema_for!(Listing);
    serde_json::to_string_pretty(&schema).expect("a schema is plain data") + "\n"
}

struct Lister<'g> {
    graph: &'g Resolved<'g>,
    environments: &'g [String],
    nodes: BTreeMap<String, ListedNode>,
    edges: BTreeSet<ListedEdge>,
}

impl Lister<'_> {
    fn files(&mut self) {
        for (id, file) in self.graph.graph.files() {
            if !self.is_wanted(id) {
                continue;
            }
            let path = self.text(file.path);
            let place = Some(ListedPlace::from(&file.place));
            let node = ListedNode { place, file: Some(path.clone()), ..named(&FILE, &path) };
            let environment = file.environment.map(|name| self.text(name));
            if let Some(name) = &environment {
                let owner = self.add(ListedNode { declared: true, ..named(&ENVIRONMENT, name) });
                self.contains(owner, node.id.clone(), None);
            }
            self.add(ListedNode { declared: true, environment, ..node });
        }
    }

    fn declarations(&mut self) {
        for node in self.graph.graph.nodes() {
            let document = self.graph.graph.document(node.at);
            if !self.is_wanted(document.file) {
                continue;
            }
            let place = Some(ListedPlace::from(&document.call));
            let listed = ListedNode {
                declared: true,
                file: Some(self.graph.file(node.at).into()),
                path: Some(self.graph.graph.path(node.at).to_string()),
                environment: self.environment(document.file),
                place,
                ..self.node(node.id)
            };
            let id = self.add(listed);
            match self.graph.container(node.at) {
                Start::File(_) if document.is_emit => self.contains_files(&id, document.file),
                container => self.contains(self.start(container), id, Some(node.at)),
            }
        }
    }

    /// A node that is an emit as a whole contains all of its files.
    fn contains_files(&mut self, id: &str, first: FileId) {
        let graph = self.graph.graph;
        let emit = |file: &GraphFile| (file.recipe, file.emit);
        let own = emit(graph.file(first));
        for (file, _) in graph.files().filter(|(_, file)| emit(file) == own) {
            self.contains(id.into(), self.start(Start::File(file)), None);
        }
    }

    fn references(&mut self) {
        for edge in self.graph.graph.edges() {
            let file = self.graph.graph.document(edge.at).file;
            let own = edge.environment.map(|name| self.text(name));
            let environment = own.or_else(|| self.environment(file));
            if !self.is_wanted(file) || !self.is_of(environment.as_deref()) {
                continue;
            }
            let to = self.add(self.node(edge.to));
            let from = self.start(self.graph.start(edge));
            self.connect(from, edge, to, environment);
        }
    }

    fn secrets(&mut self, secrets: &BTreeMap<String, Secret>) {
        let is_of = |secret: &&Secret| {
            self.environments.is_empty() || self.environments.iter().any(|name| secret.is_for(name))
        };
        for secret in secrets.values().filter(is_of).collect::<Vec<_>>() {
            let id = self.add(named(&SECRET, &secret.name));
            if let Some(node) = self.nodes.get_mut(&id) {
                node.declared = true;
                node.place = secret.place.as_ref().map(ListedPlace::from);
                node.environments.clone_from(&secret.environments);
            }
        }
    }

    /// Adds a node; of two with one id, the one that is declared counts.
    fn add(&mut self, node: ListedNode) -> String {
        let id = node.id.clone();
        let known = self.nodes.entry(id.clone()).or_default();
        if !known.declared && (node.declared || known.id.is_empty()) {
            *known = node;
        }
        id
    }

    fn contains(&mut self, from: String, to: String, at: Option<Site>) {
        let (file, path) = self.position(at);
        let relation = Relation::Contains.word();
        let edge =
            ListedEdge { from, relation, to, environment: None, required: false, file, path };
        self.edges.insert(edge);
    }

    fn connect(&mut self, from: String, edge: &Edge, to: String, environment: Option<String>) {
        let (file, path) = self.position(Some(edge.at));
        let (relation, required) = (edge.relation.word(), edge.strength == Strength::Required);
        self.edges.insert(ListedEdge { from, relation, to, environment, required, file, path });
    }

    fn position(&self, at: Option<Site>) -> (Option<String>, Option<String>) {
        let Some(at) = at else { return (None, None) };
        (Some(self.graph.file(at).into()), Some(self.graph.graph.path(at).to_string()))
    }

    fn start(&self, start: Start) -> String {
        match start {
            Start::Node(id) => self.node(id).id,
            Start::File(id) => named(&FILE, &self.text(self.graph.graph.file(id).path)).id,
        }
    }

    fn node(&self, id: NodeId) -> ListedNode {
        let graph = self.graph.graph;
        let (kind, name) = (graph.kind(id), graph.name(id));
        let scope = match graph.key(id).scope {
            Scope::Global => String::new(),
            Scope::File(file) => format!("{}#", self.text(graph.file(file).path)),
            Scope::Folder(folder) => format!("{}#", self.text(folder)),
            Scope::Namespace { environment, name } => {
                let parts = environment.into_iter().chain([name]).map(|part| self.text(part));
                let known: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                if known.is_empty() { String::new() } else { format!("{}#", known.join("/")) }
            }
        };
        ListedNode {
            id: format!("{}:{scope}{name}", kind.id),
            kind: kind.id.to_string(),
            noun: kind.noun.to_string(),
            name: name.into(),
            ..ListedNode::default()
        }
    }

    fn text(&self, symbol: crate::model::graph::Symbol) -> String {
        self.graph.graph.text(symbol).into()
    }

    fn environment(&self, file: FileId) -> Option<String> {
        self.graph.graph.file(file).environment.map(|name| self.text(name))
    }

    fn is_wanted(&self, file: FileId) -> bool {
        self.is_of(self.environment(file).as_deref())
    }

    /// Whether something of an environment, or of all of them, is listed.
    fn is_of(&self, environment: Option<&str>) -> bool {
        let is_wanted = |name| self.environments.iter().any(|wanted| wanted == name);
        self.environments.is_empty() || environment.is_none_or(is_wanted)
    }
}

/// A node that every file may refer to.
fn named(kind: &NodeKind, name: &str) -> ListedNode {
    ListedNode {
        id: format!("{}:{name}", kind.id),
        kind: kind.id.into(),
        noun: kind.noun.into(),
        name: name.into(),
        ..ListedNode::default()
    }
}
