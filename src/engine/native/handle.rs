//! Things with identity: what a recipe passes around that is more than data.
//!
//! A type that is a [`Handle`] says what it is as a value and which properties it has; one that
//! makes files is [`Emittable`], too. [`register`](fn@register) teaches the language the rest: text, properties, comparison.

pub mod functions;
pub(crate) mod register;

use crate::diag::{Diagnostic, Place};
use crate::emit::{Node, Syntax};
use crate::engine::run::context::Run;
use crate::engine::run::output::misfit::Misfit;
use crate::model::graph::{FileId, Graph, Lazy, Link, Links, NodeName, Passed, Relation, Site};
use crate::project::Environment;
use crate::secrets::Secret;
use crate::value::{Path, Trail, Value};
use rhai::Dynamic;
use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;

pub use crate::engine::run::output::artifact::{Artifact, Part};
pub use register::{HandleType, register};

/// A thing that recipes hold: an environment, a secret, a Terraform root.
pub trait Handle: Send + Sync {
    /// What it is, with its name: ``the environment `staging` ``.
    fn show(&self) -> String;

    /// What it is where data is asked for.
    ///
    /// # Errors
    /// When it is nothing that can be written to a file.
    fn to_value(&self) -> Result<Value, Diagnostic>;

    /// What its type is, for the reference: Markdown with an example that ends in `// => value`. Its properties follow, each
    /// below a heading with its type, `## path: string`, as one paragraph and one example.
    fn about() -> &'static str
    where
        Self: Sized,
    {
        ""
    }

    /// The properties of its type.
    fn properties() -> &'static [Property<Self>]
    where
        Self: Sized,
    {
        &[]
    }

    /// The properties that only this handle knows, besides those of its type.
    fn open(&self) -> Option<&dyn OpenProperties> {
        None
    }

    /// What it looks like where it is written, when it makes no file of its own; none when that is nothing special.
    fn preview(&self) -> Option<String> {
        None
    }

    /// It as something to emit; none when it is not.
    fn emittable(&self) -> Option<&dyn Emittable> {
        None
    }
}

/// That something is no data, and what can be done in its place.
pub fn not_data(message: impl Into<String>, instead: &str) -> Diagnostic {
    Diagnostic::error("not-data", message).hint(instead)
}

/// That nothing can be added to `thing`, which was emitted at `place`.
pub fn already_emitted(thing: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("already-emitted", format!("{thing} is already emitted"))
        .related(place.clone(), "it was emitted here")
        .hint("emit it after everything is added")
}

/// A property of handles of type `T`, which is documented in what the type is [`about`](Handle::about).
#[derive(Debug)]
pub struct Property<T: 'static> {
    /// The name behind the dot.
    pub name: &'static str,
    /// Reads it; none where this handle does not have it.
    pub get: fn(&T, &Run) -> Option<Dynamic>,
}

impl<T> Property<T> {
    /// The property `name`.
    pub const fn of(name: &'static str, get: fn(&T, &Run) -> Option<Dynamic>) -> Self {
        Self { name, get }
    }
}

/// Properties that differ from one handle of a type to the next: those of a Terraform reference.
pub trait OpenProperties {
    /// The property `name`; none when there is no such property.
    fn member(&self, run: &Run, name: &str) -> Option<Dynamic>;

    /// The properties there are, for "did you mean".
    fn members(&self) -> Vec<String>;

    /// A hint for a property that it does not have, if there is something to say.
    fn without(&self, _name: &str) -> Option<String> {
        None
    }
}

/// A handle that makes files.
pub trait Emittable {
    /// What distinguishes it from others of its kind, when recipes change it until it is emitted.
    fn identity(&self) -> Option<usize> {
        None
    }

    /// Passes on the document that it is; none when it is something else.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its own place where one is known.
    fn document(
        &self,
        _around: &Around<'_>,
        _write: WriteBuilt<'_>,
    ) -> Option<Result<(), Vec<Diagnostic>>> {
        None
    }

    /// The files it makes: its document, unless it says otherwise.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its own place where one is known.
    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let mut artifact = Err(Vec::new());
        self.document(around, &mut |built| artifact = built.artifact()).transpose()?;
        artifact
    }
}

/// A handle of any type.
pub trait AnyHandle: Handle {
    /// The property `name`; none when there is no such property.
    fn member(&self, run: &Run, name: &str) -> Option<Dynamic>;

    /// The properties there are.
    fn members(&self, run: &Run) -> Vec<String>;
}

impl<T: Handle + 'static> AnyHandle for T {
    fn member(&self, run: &Run, name: &str) -> Option<Dynamic> {
        match T::properties().iter().find(|property| property.name == name) {
            Some(property) => (property.get)(self, run),
            None => self.open()?.member(run, name),
        }
    }

    fn members(&self, run: &Run) -> Vec<String> {
        let own = T::properties().iter().filter(|property| (property.get)(self, run).is_some());
        let open = self.open().map(OpenProperties::members).unwrap_or_default();
        own.map(|property| property.name.to_string()).chain(open).collect()
    }
}

/// What distinguishes a handle that is made for being emitted.
pub(crate) fn identity(handle: &dyn Handle) -> Option<usize> {
    handle.emittable()?.identity()
}

/// What a thing is emitted into.
pub struct Around<'a> {
    /// The run, with its project.
    pub run: &'a Run,
    /// The secrets declared so far.
    pub secrets: &'a BTreeMap<String, Secret>,
    /// The environment whose files these are; none belongs to all.
    pub environment: Option<&'a Environment>,
    /// Where it is emitted.
    pub place: &'a Place,
    /// What it declares, refers to and calls.
    pub(crate) graph: RefCell<Graph>,
    /// The path that the emit says, when it says one: a file, or a folder with `/` at its end.
    pub path: Option<&'a str>,
    /// Whether it is only looked at: it can be changed afterwards.
    pub is_preview: bool,
    /// Whether it is part of a package, as a tree or a chart: the same objects can be in several, of which one is used.
    pub is_packaged: bool,
}

impl<'a> Around<'a> {
    /// What belongs to all environments, emitted at `place` with the `secrets` declared so far.
    pub fn new(run: &'a Run, secrets: &'a BTreeMap<String, Secret>, place: &'a Place) -> Self {
        let graph = RefCell::new(Graph::of_emit(place));
        let (environment, path, is_preview, is_packaged) = (None, None, false, false);
        Self { run, secrets, environment, place, graph, path, is_preview, is_packaged }
    }

    /// The same, with what it declares, refers to and calls behind that of others.
    #[must_use]
    pub fn adding_to(self, mut graph: Graph) -> Self {
        graph.begin(self.place);
        Self { graph: RefCell::new(graph), ..self }
    }

    /// What it came to declare, refer to and call.
    pub fn into_graph(self) -> Graph {
        self.graph.into_inner()
    }

    /// Adds the entries of a part of it that was built before.
    pub fn absorb(&self, part: &Graph) {
        self.graph.borrow_mut().absorb(part, |_| Some(FileId::default()));
    }

    /// Adds the entries of a part that was built for an environment, as those of a file of what is emitted.
    pub(crate) fn absorb_part(&self, part: &Graph, file: &str, environment: &str) {
        self.graph.borrow_mut().absorb_part(part, file, environment);
    }

    /// Keeps plain data that is written, so that the places of its values in the recipe can be found.
    pub(crate) fn keep(&self, value: &Value) {
        if self.run.knows_places() {
            let (call, value) = (self.place.clone(), value.clone());
            let passed = move |_, path| Passed { call: call.clone(), value: value.clone(), path };
            let _ = self.links().document("", &Path::root(), None, self.place, Lazy::new(passed));
        }
    }

    /// Keeps where a thing was emitted first, after which it can't be changed.
    pub fn freeze(&self, emitted: &mut Option<Place>) {
        if !self.is_preview {
            emitted.get_or_insert_with(|| self.place.clone());
        }
    }

    /// The entries of the emit as a whole, to which parts add theirs.
    pub fn links(&self) -> Links<'_> {
        Links::new(&self.graph)
    }

    /// The declaration of a secret that the thing names, for an environment or for that of its files.
    pub fn secret(&self, name: &str, environment: Option<&Environment>) -> Secret {
        let (links, link) = (self.links(), Link::new(Relation::Refers, NodeName::secret(name)));
        self.uses(name, environment, links, link, links.at(&Trail::ROOT))
    }

    /// The same where a text reads the secret: `is_whole` when there is nothing else in it.
    pub fn secret_at(
        &self,
        name: &str,
        environment: Option<&Environment>,
        (links, at): (Links<'_>, Site),
        is_whole: bool,
    ) -> Secret {
        let link = Link::new(Relation::Reads, NodeName::secret(name)).whole(is_whole);
        self.uses(name, environment, links, link, at)
    }

    fn uses(
        &self,
        name: &str,
        environment: Option<&Environment>,
        links: Links<'_>,
        link: Link<'_>,
        at: Site,
    ) -> Secret {
        links.link(link.environment(environment.map(|environment| &*environment.name)), at);
        self.declared(name)
    }

    /// The declaration of a secret, or what its name alone says.
    pub fn declared(&self, name: &str) -> Secret {
        self.secrets.get(name).cloned().unwrap_or_else(|| Secret::named(name))
    }

    /// Where the recipe says what is at `path` in `value`, which it passed to the call at
    /// `call`; the call itself where that is unknown.
    pub fn locate(&self, call: &Place, value: &Value, path: &Path) -> Place {
        self.run.locate(call, value, path)
    }
}

/// A document that can be written.
#[derive(Debug)]
pub struct Built<'v> {
    /// Where it goes by convention.
    pub path: String,
    /// How it is written in a file of its own.
    pub syntax: Syntax,
    /// Its tree.
    pub node: Node<'v>,
    /// What it was made of, in which values keep their tags.
    pub value: &'v Value,
}

/// What takes a built document: it borrows from data that lives no longer.
pub type WriteBuilt<'w> = &'w mut dyn FnMut(Built<'_>);

/// A kind of file that raw data can be.
pub trait FileFormat: Sync {
    /// Whether raw data for a path is such a file.
    fn recognises(&self, path: &str, value: &Value) -> bool;

    /// Checks raw data, and passes its tree on.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    fn build(
        &self,
        path: &str,
        value: Value,
        around: &Around<'_>,
        write: WriteBuilt<'_>,
    ) -> Result<(), Vec<Diagnostic>>;
}

impl Built<'_> {
    /// The document as a file of its own.
    ///
    /// # Errors
    /// What its syntax can't carry.
    pub(crate) fn artifact(self) -> Result<Artifact, Vec<Diagnostic>> {
        let Self { path, syntax, node, .. } = self;
        let text = syntax
            .write(&node)
            .map_err(|unfit| vec![Misfit::from(unfit).diagnostic(&path, |_| None)])?;
        Ok(Artifact { kind: "a file", place: path, parts: vec![Part::of(text)] })
    }
}

/// The handle types of a run: how to see a dynamic value as a [`Handle`].
pub(crate) type Casts = BTreeMap<TypeId, fn(&Dynamic) -> Option<Box<dyn AnyHandle>>>;
