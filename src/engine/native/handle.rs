//! Things with identity: what a recipe passes around that is more than data.
//!
//! A type that is a [`Handle`] says what it is as a value and which properties it has; one that
//! makes files is [`Emittable`], too. [`register`] teaches the language the rest: text, properties, comparison.

use super::output::data_file::unfit_in;
use crate::diag::{Diagnostic, Place, suggest};
use crate::emit::{Node, Syntax};
use crate::engine::errors::error::{At, Fallible};
use crate::engine::reference::collect::things;
use crate::engine::reference::collect::wording::Types;
use crate::engine::reference::entry::PropertyDoc;
use crate::engine::reference::property::Property;
use crate::engine::run::context::Run;
use crate::model::graph::{FileId, Graph, Link, Links, NodeName, Relation, Site};
use crate::project::Environment;
use crate::secrets::Secret;
use crate::value::{Path, Trail, Value};
use rhai::{Dynamic, FuncRegistration, ImmutableString, Module, NativeCallContext};
use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A thing that recipes hold: an environment, a secret, a Terraform root.
pub trait Handle: Send + Sync {
    /// What it is, with its name: ``the environment `staging` ``.
    fn show(&self) -> String;

    /// What it is where data is asked for.
    ///
    /// # Errors
    /// When it is nothing that can stand in a file.
    fn to_value(&self) -> Result<Value, Diagnostic>;

    /// What its type is, for the reference: Markdown with an example that ends in `// => value`.
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
}

impl<'a> Around<'a> {
    /// What belongs to all environments, emitted at `place` with the `secrets` declared so far.
    pub fn new(run: &'a Run, secrets: &'a BTreeMap<String, Secret>, place: &'a Place) -> Self {
        let graph = RefCell::new(Graph::of_emit(place));
        let (environment, path, is_preview) = (None, None, false);
        Self { run, secrets, environment, place, graph, path, is_preview }
    }

    /// What it came to declare, refer to and call.
    pub fn into_graph(self) -> Graph {
        self.graph.into_inner()
    }

    /// Adds the entries of a part of it that was built before.
    pub fn absorb(&self, part: Graph) {
        self.graph.borrow_mut().absorb(part, |_| Some(FileId::default()));
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

/// Files that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Artifact {
    /// What it is, in words: `a Terraform root`.
    pub kind: &'static str,
    /// Where it goes by convention: a folder ends in `/`.
    pub place: String,
    /// Its files; the paths start at `place` when that is a folder, and are empty when it is a file.
    pub parts: Vec<Part>,
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
        let Self { path, syntax, node } = self;
        let text = syntax.write(&node).map_err(|problem| vec![unfit_in(problem, &path)])?;
        Ok(Artifact { kind: "a file", place: path, parts: vec![Part { text, ..Part::default() }] })
    }
}

/// One file of an [`Artifact`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The path inside the artifact's folder; empty for an artifact that is a single file.
    pub path: String,
    /// What is written.
    pub text: String,
    /// Whether it may be executed.
    pub executable: bool,
}

/// The handle types of a run: how to see a dynamic value as a [`Handle`].
pub(crate) type Casts = BTreeMap<TypeId, fn(&Dynamic) -> Option<Box<dyn AnyHandle>>>;

/// A handle type, for [`crate::engine::Namespace::handles`].
#[derive(Clone, Copy)]
pub struct HandleType {
    pub(crate) id: fn() -> TypeId,
    pub(crate) name: fn() -> &'static str,
    pub(crate) cast: fn(&Dynamic) -> Option<Box<dyn AnyHandle>>,
    pub(crate) about: fn() -> &'static str,
    pub(crate) properties: fn(&Types) -> Vec<PropertyDoc>,
}

impl HandleType {
    /// The handle type `T`.
    pub const fn of<T: Handle + Clone + 'static>() -> Self {
        Self {
            id: TypeId::of::<T>,
            name: std::any::type_name::<T>,
            about: T::about,
            properties: |types| {
                T::properties().iter().map(|property| things::property(property, types)).collect()
            },
            cast: |value| {
                value.read_lock::<T>().map(|thing| Box::new(thing.clone()) as Box<dyn AnyHandle>)
            },
        }
    }
}

/// Teaches the language text, properties and comparison of `T`; `name` is what messages call it.
pub fn register<T: Handle + Clone + 'static>(module: &mut Module, name: &str) {
    module.set_custom_type::<T>(name);
    for print in ["to_string", "to_debug"] {
        FuncRegistration::new(print)
            .set_into_module(module, |ctx: NativeCallContext, thing: &mut T| {
                text_of(&Run::of(&ctx), thing)
            });
    }
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |ctx: NativeCallContext, thing: &mut T, name: ImmutableString| {
            member::<T>(&ctx, thing, &name)
        },
    );
    super::compare::register::<T>(module);
}

fn text_of(run: &Run, thing: &dyn Handle) -> String {
    match thing.to_value().and_then(|value| value.as_text().cloned().ok_or_else(|| no_text(thing)))
    {
        Ok(text) => run.mark(&text),
        Err(problem) => run.mark_refused(problem, thing.show()),
    }
}

fn no_text(thing: &dyn Handle) -> Diagnostic {
    Diagnostic::error("not-text", format!("{} can't be interpolated into a string", thing.show()))
        .hint("use one of its properties")
}

fn member<T: Handle + 'static>(
    ctx: &NativeCallContext,
    thing: &T,
    name: &str,
) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let found = thing.member(&run, name).ok_or_else(|| {
        let members = thing.members(&run);
        let names = members.iter().map(String::as_str);
        let unknown = Diagnostic::error(
            "unknown-property",
            format!("{} has no property `{name}`", thing.show()),
        );
        let catalogue = run.catalogue(ctx.engine());
        if catalogue
            .methods(&catalogue.type_in_words(std::any::type_name::<T>()))
            .any(|method| method == name)
        {
            return unknown.hint(format!("it is a method: `.{name}(...)`").as_str());
        }
        if let Some(hint) = thing.open().and_then(|open| open.without(name)) {
            return unknown.hint(hint.as_str());
        }
        let has = format!("it has {}", crate::diag::words::list(&members, "and"));
        match suggest::did_you_mean(name, names) {
            Some(hint) => unknown.note(has).hint(hint.as_str()),
            None if members.is_empty() => unknown.hint("it has no properties: look at its methods"),
            None => unknown.hint(has.as_str()),
        }
    });
    found.at(ctx)
}
