//! Adding entries to a graph while a file is made.

use super::document::{Document, Fact, GraphFile, Lazy};
use super::edge::{Edge, Relation, Strength};
use super::entries::Graph;
use super::ids::{DocumentId, FileId, NodeId, PathId, Site};
use super::node::{KindName, Node, NodeKind, SECRET, Scope};
use crate::diag::Place;
use crate::model::interface::{Call, Interface};
use crate::model::notice::NoticeKind;
use crate::value::{Path, Trail};
use std::cell::RefCell;

/// Where a name is known, as a domain says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameIn<'a> {
    /// In the whole project.
    Global,
    /// In the file that is made.
    File,
    /// In the files of a folder.
    Folder(&'a str),
    /// In a namespace of the clusters of the file's environment; an empty one is not known.
    Namespace(&'a str),
}

/// A node, as a domain says it.
#[derive(Clone, Copy, Debug)]
pub struct NodeName<'a> {
    kind: KindName<'a>,
    scope: NameIn<'a>,
    name: &'a str,
}

impl<'a> NodeName<'a> {
    /// The node of this kind and name.
    pub const fn new(kind: &'static NodeKind, scope: NameIn<'a>, name: &'a str) -> Self {
        Self { kind: KindName::Known(kind), scope, name }
    }

    /// The node of a kind that only tables know.
    pub const fn named(kind: KindName<'a>, scope: NameIn<'a>, name: &'a str) -> Self {
        Self { kind, scope, name }
    }

    /// A secret.
    pub const fn secret(name: &'a str) -> Self {
        Self::new(&SECRET, NameIn::Global, name)
    }
}

/// An edge, as a domain says it: from the node around its site.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    to: NodeName<'a>,
    relation: Relation,
    strength: Strength,
    is_whole: bool,
    environment: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// An edge to what may be declared elsewhere.
    pub const fn new(relation: Relation, to: NodeName<'a>) -> Self {
        Self { to, relation, strength: Strength::Optional, is_whole: true, environment: None }
    }

    /// The same edge to what has to be declared.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { strength: Strength::Required, ..self }
    }

    /// The same edge, from a text that may have more in it.
    #[must_use]
    pub const fn whole(self, is_whole: bool) -> Self {
        Self { is_whole, ..self }
    }

    /// The same edge for an environment other than that of its file.
    #[must_use]
    pub const fn environment(self, environment: Option<&'a str>) -> Self {
        Self { environment, ..self }
    }
}

/// The entries of one document.
#[derive(Clone, Copy, Debug)]
pub struct Links<'g> {
    graph: &'g RefCell<Graph>,
    document: DocumentId,
}

impl<'g> Links<'g> {
    /// The entries of an emit as a whole, the last that was begun.
    pub fn new(graph: &'g RefCell<Graph>) -> Self {
        let document = graph.borrow().emit;
        Self { graph, document }
    }

    /// The entries of a part of it: of a value that was passed to `call`, and starts at `base` in `file`. Its nodes are in
    /// `container`, and else in the file.
    #[must_use]
    pub fn document(
        self,
        file: &str,
        base: &Path,
        container: Option<NodeId>,
        call: &Place,
        value: Lazy,
    ) -> Self {
        let mut graph = self.graph.borrow_mut();
        let file = graph.part(file);
        let base = graph.intern(PathId::default(), base);
        let (call, is_emit) = (call.clone(), false);
        graph.documents.push(Document { file, is_emit, base, container, call, value });
        let document = DocumentId::of(graph.documents.len() - 1);
        Self { document, ..self }
    }

    /// The site of a value in the document.
    pub fn at(self, trail: &Trail<'_>) -> Site {
        let graph = &mut *self.graph.borrow_mut();
        let base = graph.documents[self.document.index()].base;
        let path = graph.paths.trail(base, trail, &mut graph.symbols);
        Site { document: self.document, path }
    }

    /// The site of a value in the document.
    pub fn at_path(self, path: &Path) -> Site {
        let graph = &mut *self.graph.borrow_mut();
        let base = graph.documents[self.document.index()].base;
        Site { document: self.document, path: graph.intern(base, path) }
    }

    /// Declares a node.
    pub fn define(self, name: NodeName<'_>, at: Site) -> NodeId {
        let mut graph = self.graph.borrow_mut();
        let id = graph.named(name, at);
        graph.nodes.push(Node { id, at });
        id
    }

    /// Adds an edge.
    pub fn link(self, link: Link<'_>, at: Site) {
        let mut graph = self.graph.borrow_mut();
        let Link { to, relation, strength, is_whole, environment } = link;
        let to = graph.named(to, at);
        let environment = environment.map(|name| graph.symbol(name));
        graph.edges.insert(Edge { at, relation, to, strength, is_whole, environment });
    }

    /// Adds that something is not checked; `subject` is what it is about.
    pub fn notice(self, kind: NoticeKind, subject: &str, at: Site) {
        let mut graph = self.graph.borrow_mut();
        let subject = graph.symbol(subject);
        graph.notices.push((kind, subject, at));
    }

    /// Keeps a fact about what is at a site.
    pub fn keep(self, fact: Fact, at: Site) {
        self.graph.borrow_mut().facts.push((at, fact));
    }

    /// Adds something that can be called.
    pub fn interface(self, interface: Interface) {
        self.graph.borrow_mut().interfaces.push(interface);
    }

    /// Adds a call.
    pub fn call(self, call: Call) {
        self.graph.borrow_mut().calls.push(call);
    }
}

impl Graph {
    /// A graph for one emit: its files are reported by the paths that they have in what is emitted.
    pub fn of_emit(place: &Place) -> Self {
        let mut graph = Self::default();
        graph.begin(place);
        graph
    }

    /// Begins a further emit into the same files.
    pub fn begin(&mut self, place: &Place) {
        let file = self.part("");
        let (base, call, value) = (PathId::default(), place.clone(), Lazy::default());
        self.emit = DocumentId::of(self.documents.len());
        self.documents.push(Document { file, is_emit: true, base, container: None, call, value });
    }

    pub(super) fn part(&mut self, path: &str) -> FileId {
        let path = self.symbol(path);
        let known = self.files.iter().position(|file| file.path == path);
        FileId::of(known.unwrap_or_else(|| {
            let place = Place::default();
            self.files.push(GraphFile { path, environment: None, recipe: path, emit: 0, place });
            self.files.len() - 1
        }))
    }

    fn intern(&mut self, base: PathId, path: &Path) -> PathId {
        self.paths.path(base, path, &mut self.symbols)
    }

    fn named(&mut self, NodeName { kind, scope, name }: NodeName<'_>, at: Site) -> NodeId {
        let scope = match scope {
            NameIn::Global => Scope::Global,
            NameIn::File => Scope::File(self.document(at).file),
            NameIn::Folder(folder) => Scope::Folder(self.symbol(folder)),
            NameIn::Namespace(name) => {
                Scope::Namespace { environment: None, name: self.symbol(name) }
            }
        };
        self.id(kind, scope, name)
    }
}
