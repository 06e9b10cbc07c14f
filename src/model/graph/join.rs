//! Graphs put together: that of an emit into that of its run, that of a recipe into that of a project.

use super::document::{Document, GraphFile, Locator};
use super::edge::Edge;
use super::entries::Graph;
use super::ids::{DocumentId, FileId, NodeId, PathId, Site, Symbol};
use super::node::{Node, NodeKey, Scope};
use crate::model::file::File;
use crate::model::interface::{Argument, Call};

/// What the numbers of one graph are in another one.
struct Mapping {
    symbols: Vec<Symbol>,
    paths: Vec<PathId>,
    files: Vec<Option<FileId>>,
    documents: Vec<Option<DocumentId>>,
    ids: Vec<Option<NodeId>>,
    /// The environment of the emit, where it is known now.
    environment: Option<Symbol>,
}

impl Mapping {
    fn site(&self, at: Site) -> Option<Site> {
        let document = self.documents[at.document.index()]?;
        Some(Site { document, path: self.paths[at.path.index()] })
    }

    fn symbol(&self, symbol: Symbol) -> Symbol {
        self.symbols[symbol.index()]
    }

    fn scope(&self, scope: Scope) -> Option<Scope> {
        Some(match scope {
            Scope::Global => Scope::Global,
            Scope::File(file) => Scope::File(self.files[file.index()]?),
            Scope::Folder(folder) => Scope::Folder(self.symbol(folder)),
            Scope::Namespace { environment, name } => Scope::Namespace {
                environment: environment.map(|name| self.symbol(name)).or(self.environment),
                name: self.symbol(name),
            },
        })
    }

    fn id(&self, id: NodeId) -> Option<NodeId> {
        self.ids[id.index()]
    }

    fn document(&self, document: &Document) -> Option<Document> {
        Some(Document {
            file: self.files[document.file.index()]?,
            base: self.paths[document.base.index()],
            container: document.container.and_then(|id| self.id(id)),
            ..document.clone()
        })
    }

    fn node(&self, node: Node) -> Option<Node> {
        Some(Node { id: self.id(node.id)?, at: self.site(node.at)? })
    }

    fn edge(&self, edge: Edge) -> Option<Edge> {
        let environment = edge.environment.map(|name| self.symbol(name));
        Some(Edge { at: self.site(edge.at)?, to: self.id(edge.to)?, environment, ..edge })
    }

    fn call(&self, call: &Call) -> Option<Call> {
        let argument = |argument: &Argument| {
            Some(Argument { at: self.site(argument.at)?, ..argument.clone() })
        };
        let arguments = call.arguments.iter().filter_map(argument).collect();
        Some(Call { at: self.site(call.at)?, arguments, ..call.clone() })
    }
}

impl Graph {
    /// Adds a generated file.
    pub fn add_file(&mut self, file: &File) -> FileId {
        let path = self.symbol(file.path.as_str());
        let recipe = self.symbol(&file.origin.recipe);
        let environment = file.environment.as_deref().map(|name| self.symbol(name));
        let (emit, place) = (file.origin.emit, file.origin.place.clone());
        self.files.push(GraphFile { path, environment, recipe, emit, place });
        FileId::of(self.files.len() - 1)
    }

    /// Adds the entries of an emit. `part` says which file a part of it is; the entries of one that is none are left out.
    pub fn absorb(&mut self, emit: &Self, part: impl Fn(&str) -> Option<FileId>) {
        let files: Vec<Option<FileId>> =
            emit.files.iter().map(|file| part(emit.text(file.path))).collect();
        let environment = files.iter().flatten().find_map(|file| self.file(*file).environment);
        self.join(emit, files, environment);
    }

    /// Adds the entries of a part of an emit that is for one environment, as those of one of its files.
    pub fn absorb_part(&mut self, part: &Self, file: &str, environment: &str) {
        let (file, environment) = (self.part(file), self.symbol(environment));
        let files = part.files.iter().map(|_| Some(file)).collect();
        self.join(part, files, Some(environment));
    }

    /// Adds all of another recipe's graph. Places in its recipes are those of the calls from then on.
    pub fn merge(&mut self, other: &Self) {
        let mut added = |file: &GraphFile| {
            let (path, recipe) =
                (self.symbol(other.text(file.path)), self.symbol(other.text(file.recipe)));
            let environment = file.environment.map(|name| self.symbol(other.text(name)));
            self.files.push(GraphFile { path, recipe, environment, ..file.clone() });
            Some(FileId::of(self.files.len() - 1))
        };
        let files = other.files.iter().map(&mut added).collect();
        self.join(other, files, None);
    }

    fn join(&mut self, other: &Self, files: Vec<Option<FileId>>, environment: Option<Symbol>) {
        let symbols: Vec<Symbol> =
            other.symbols.iter().map(|text| self.symbols.intern(text)).collect();
        let paths = other.paths.copied_to(&mut self.paths, |symbol| symbols[symbol.index()]);
        let (documents, ids) = (Vec::new(), Vec::new());
        let mut mapping = Mapping { symbols, paths, files, documents, ids, environment };
        for NodeKey { kind, scope, name } in &other.keys {
            let kind = self.kind_of(&other.kinds[kind.index()]);
            let name = mapping.symbol(*name);
            let id = mapping.scope(*scope).map(|scope| self.keyed(NodeKey { kind, scope, name }));
            mapping.ids.push(id);
        }
        for document in &other.documents {
            let document = mapping.document(document);
            let number = DocumentId::of(self.documents.len());
            mapping.documents.push(document.is_some().then_some(number));
            self.documents.extend(document);
        }
        self.nodes.extend(other.nodes.iter().filter_map(|node| mapping.node(*node)));
        self.edges.extend(other.edges.iter().filter_map(|edge| mapping.edge(*edge)));
        let notices = other.notices.iter().filter_map(|(kind, subject, at)| {
            Some((*kind, mapping.symbol(*subject), mapping.site(*at)?))
        });
        self.notices.extend(notices);
        let facts =
            other.facts.iter().filter_map(|(at, fact)| Some((mapping.site(*at)?, fact.clone())));
        self.facts.extend(facts);
        self.interfaces.extend(other.interfaces.iter().cloned());
        self.calls.extend(other.calls.iter().filter_map(|call| mapping.call(call)));
    }

    /// Removes all that was emitted since there were so many emits.
    pub fn take_back(&mut self, emits: u32) {
        self.files.retain(|file| file.emit < emits);
        let files = self.files.len();
        self.documents.retain(|document| document.file.index() < files);
        let documents = self.documents.len();
        let is_kept = |at: Site| at.document.index() < documents;
        self.nodes.retain(|node| is_kept(node.at));
        self.edges.retain(|edge| is_kept(edge.at));
        self.calls.retain(|call| is_kept(call.at));
        self.notices.retain(|(.., at)| is_kept(*at));
        self.facts.retain(|(at, _)| is_kept(*at));
        self.keys.retain(|key| !matches!(key.scope, Scope::File(file) if file.index() >= files));
    }

    /// The same graph, which looks up places in the recipes of a run.
    #[must_use]
    pub fn located_by(self, locator: Locator) -> Self {
        Self { locator, ..self }
    }

    /// Whether all its numbers are of something: one from another process may say anything.
    pub fn is_sound(&self) -> bool {
        let symbol = |symbol: Symbol| symbol.index() < self.symbols.len();
        let path = |path: PathId| path.index() <= self.paths.len();
        let id = |id: NodeId| id.index() < self.keys.len();
        let file = |file: FileId| file.index() < self.files.len();
        let site = |at: Site| at.document.index() < self.documents.len() && path(at.path);
        let scope = |scope: Scope| match scope {
            Scope::Global => true,
            Scope::File(own) => file(own),
            Scope::Folder(folder) => symbol(folder),
            Scope::Namespace { environment, name } => {
                symbol(name) && environment.is_none_or(symbol)
            }
        };
        let key = |key: &NodeKey| {
            key.kind.index() < self.kinds.len() && scope(key.scope) && symbol(key.name)
        };
        self.paths.is_sound(&self.symbols)
            && self.keys.iter().all(key)
            && self.files.iter().all(|own| {
                symbol(own.path) && symbol(own.recipe) && own.environment.is_none_or(symbol)
            })
            && self
                .documents
                .iter()
                .all(|own| file(own.file) && path(own.base) && own.container.is_none_or(id))
            && self.nodes.iter().all(|node| id(node.id) && site(node.at))
            && self
                .edges
                .iter()
                .all(|edge| site(edge.at) && id(edge.to) && edge.environment.is_none_or(symbol))
    }
}
