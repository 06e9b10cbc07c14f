//! The entries of a run, and what can be asked of them.

use super::document::{Document, Fact, GraphFile, Locator};
use super::edge::{Edge, Relation, Strength};
use super::ids::{DocumentId, FileId, KindId, NodeId, Site, Symbol};
use super::node::{Kind, KindName, Node, NodeKey, Scope};
use super::symbols::{Paths, Symbols};
use crate::diag::Place;
use crate::model::interface::{Call, Interface};
use crate::model::notice::{Notice, NoticeKind};
use crate::model::path::FilePath;
use crate::value::Path;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::any::Any;

/// All entries of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    pub(super) symbols: Symbols,
    pub(super) paths: Paths,
    pub(super) kinds: Vec<Kind>,
    pub(super) keys: IndexSet<NodeKey, FxBuildHasher>,
    pub(super) files: Vec<GraphFile>,
    pub(super) documents: Vec<Document>,
    /// The last emit that entries are added for.
    #[serde(skip)]
    pub(super) emit: DocumentId,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: IndexSet<Edge, FxBuildHasher>,
    #[serde(skip)]
    pub(super) notices: Vec<(NoticeKind, Symbol, Site)>,
    #[serde(skip)]
    pub(super) facts: Vec<(Site, Fact)>,
    #[serde(skip)]
    pub(super) interfaces: Vec<Interface>,
    #[serde(skip)]
    pub(super) calls: Vec<Call>,
    #[serde(skip)]
    pub(super) locator: Locator,
}

impl Graph {
    /// The interned text.
    pub fn symbol(&mut self, text: &str) -> Symbol {
        self.symbols.intern(text)
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.get(symbol)
    }

    /// The interned node.
    pub fn id(&mut self, kind: KindName<'_>, scope: Scope, name: &str) -> NodeId {
        let known = self.kinds.iter().position(|known| known.id == kind.id());
        let kind = known.map_or_else(|| self.kind_of(&kind.into()), KindId::of);
        let name = self.symbols.intern(name);
        self.keyed(NodeKey { kind, scope, name })
    }

    pub(super) fn kind_of(&mut self, kind: &Kind) -> KindId {
        let known = self.kinds.iter().position(|known| known.id == kind.id);
        KindId::of(known.unwrap_or_else(|| {
            self.kinds.push(kind.clone());
            self.kinds.len() - 1
        }))
    }

    pub(super) fn keyed(&mut self, key: NodeKey) -> NodeId {
        NodeId::of(self.keys.insert_full(key).0)
    }

    /// What makes a node.
    pub fn key(&self, id: NodeId) -> NodeKey {
        self.keys[id.index()]
    }

    /// The kind of a node.
    pub fn kind(&self, id: NodeId) -> &Kind {
        &self.kinds[self.key(id).kind.index()]
    }

    /// The name of a node.
    pub fn name(&self, id: NodeId) -> &str {
        self.text(self.key(id).name)
    }

    /// All nodes that are declared or referred to.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> {
        (0..self.keys.len()).map(NodeId::of)
    }

    /// The declarations of nodes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The edges.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.edges.iter()
    }

    /// The files, in the order in which they were emitted.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &GraphFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId::of(index), file))
    }

    /// The facts of a type that domains keep, each with the site of its document.
    pub fn facts<T: Any>(&self) -> impl Iterator<Item = (Site, &T)> {
        self.facts.iter().filter_map(|(at, fact)| Some((*at, fact.get::<T>()?)))
    }

    /// Adds an edge between what is there already.
    pub fn connect(&mut self, at: Site, relation: Relation, to: NodeId) {
        let (strength, is_whole, environment) = (Strength::Optional, true, None);
        self.edges.insert(Edge { at, relation, to, strength, is_whole, environment });
    }

    /// What can be called, as far as it is known.
    pub fn interfaces(&self) -> &[Interface] {
        &self.interfaces
    }

    /// The calls of it.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// What was not checked, in the order of the files.
    pub fn notices(&self) -> Vec<Notice> {
        let notice = |(kind, subject, at): &(NoticeKind, Symbol, Site)| {
            let path = FilePath::parse(self.text(self.file_of(*at).path)).ok()?;
            let (subject, inside) = (self.text(*subject).into(), self.path(*at).to_string());
            // No mistake, so that it is not worth a second run to know its key.
            let place = self.document(*at).call.clone();
            Some(Notice { kind: *kind, subject, path, inside, place })
        };
        let mut all: Vec<Notice> = self.notices.iter().filter_map(notice).collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    }

    /// A file.
    pub fn file(&self, id: FileId) -> &GraphFile {
        &self.files[id.index()]
    }

    /// The document that a site is in.
    pub fn document(&self, site: Site) -> &Document {
        &self.documents[site.document.index()]
    }

    /// The file that a site is in.
    pub fn file_of(&self, site: Site) -> &GraphFile {
        self.file(self.document(site).file)
    }

    /// The documents that a file has parts of, in the order in which they were passed, each as the site at its start.
    pub fn documents_of(&self, path: &str) -> impl Iterator<Item = Site> {
        let is_of = move |document: &Document| {
            !document.is_emit && self.text(self.file(document.file).path) == path
        };
        let all = self.documents.iter().enumerate().filter(move |(_, document)| is_of(document));
        all.map(|(i, document)| Site { document: DocumentId::of(i), path: document.base })
    }

    /// The path of a site in its file.
    pub fn path(&self, site: Site) -> Path {
        self.paths.get(site.path, &self.symbols)
    }

    /// The site around a site; none around the whole document.
    pub fn around(&self, site: Site) -> Option<Site> {
        Some(Site { path: self.paths.parent(site.path)?, ..site })
    }

    /// Where the recipe says what is at a site; the call that it was passed to where that can't be found.
    pub fn place(&self, site: Site) -> Place {
        self.place_of(site, &Path::root())
    }

    /// The same for what is at a path below a site.
    pub fn place_of(&self, site: Site, inside: &Path) -> Place {
        let document = self.document(site);
        let base = self.paths.get(document.base, &self.symbols).0.len();
        let path = Path(self.path(site).join(inside).0.split_off(base));
        self.locator.locate(document, path)
    }
}
