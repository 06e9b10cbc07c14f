//! `yaml::documents`: one file of many documents, written as they come.

use crate::diag::{Diagnostic, Place};
use crate::emit::yaml::Stream;
use crate::engine::handle::{already_emitted, not_data};
use crate::engine::{
    Around, Artifact, At, Emittable, Fallible, Functions, Handle, HandleType, Namespace, Page,
    Part, Property, Run, WriteBuilt, data_file,
};
use crate::model::FileText;
use crate::model::graph::Graph;
use crate::value::Value;
use rhai::{Array, Dynamic, NativeCallContext as Ctx};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The namespace `yaml`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[methods]),
    handles: &[HandleType::of::<Documents>()],
    pages: &[Page::new(include_str!("yaml.md"))],
    ..Namespace::named("yaml", "Files of several YAML documents.")
};

/// A file of several documents. Each is turned into text when it is added: 12,000 of them take the
/// room of their text, not of their trees.
#[derive(Clone)]
pub(super) struct Documents(Arc<Mutex<Inner>>);

struct Inner {
    path: String,
    stream: Stream,
    /// The text of all documents, once it is emitted.
    text: Option<FileText>,
    /// What the documents declare and refer to.
    graph: Graph,
    emitted: Option<Place>,
}

impl Documents {
    fn new(path: String) -> Self {
        let (stream, graph) = (Stream::new(), Graph::of_emit(&Place::default()));
        Self(Arc::new(Mutex::new(Inner { path, stream, text: None, graph, emitted: None })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(
        &self,
        run: &Run,
        thing: &Dynamic,
        place: Option<&Place>,
    ) -> Result<(), Vec<Diagnostic>> {
        self.inner().refuse_late().map_err(one)?;
        if let Some(handle) = run.handle(thing) {
            let built =
                self.build(run, place, |around, write| handle.emittable()?.document(around, write));
            if let Some(built) = built {
                run.emitted(&*handle);
                return built;
            }
        }
        let Some(value) = run.convert(thing).map_err(one)? else { return Ok(()) };
        let path = self.inner().path.clone();
        let build = |around: &Around<'_>, write: WriteBuilt<'_>| match run.format(&path, &value) {
            Some(format) => Some(format.build(&path, value, around, write)),
            None => Some(data_file::build(&path, &value, around, write).map_err(one)),
        };
        self.build(run, place, build).unwrap_or(Ok(()))
    }

    /// Adds the document that `build` makes; none when it makes none.
    fn build(
        &self,
        run: &Run,
        place: Option<&Place>,
        build: impl FnOnce(&Around<'_>, WriteBuilt<'_>) -> Option<Result<(), Vec<Diagnostic>>>,
    ) -> Option<Result<(), Vec<Diagnostic>>> {
        let (secrets, path) = (run.secrets(), self.inner().path.clone());
        let place = place.cloned().unwrap_or_default();
        let graph = std::mem::take(&mut self.inner().graph);
        let around = Around { path: Some(&path), ..Around::new(run, &secrets, &place) };
        let around = around.adding_to(graph);
        let built = build(&around, &mut |built| self.inner().stream.add(&built.node));
        self.inner().graph = around.into_graph();
        built
    }
}

fn one(problem: Diagnostic) -> Vec<Diagnostic> {
    vec![problem]
}

impl Inner {
    /// The text of all documents so far; once it is emitted nothing is added, and it is kept.
    fn text(&mut self) -> FileText {
        if self.emitted.is_none() {
            return self.stream.clone().finish().into();
        }
        let stream = &mut self.stream;
        self.text.get_or_insert_with(|| std::mem::take(stream).finish().into()).clone()
    }

    fn refuse_late(&self) -> Result<(), Diagnostic> {
        let Some(emitted) = &self.emitted else { return Ok(()) };
        Err(already_emitted(&format!("`{}`", self.path), emitted))
    }
}

impl Handle for Documents {
    fn about() -> &'static str {
        include_str!("documents.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const { &[Property::of("path", |this, _| Some(this.inner().path.clone().into()))] }
    }

    fn show(&self) -> String {
        format!("the file `{}`", self.inner().path)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(format!("{} is a file of its own", self.show()), "emit it, or use its `path`"))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Documents {
    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.0).addr())
    }

    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let mut inner = self.inner();
        around.freeze(&mut inner.emitted);
        around.absorb(&inner.graph);
        let part = Part::of(inner.text());
        Ok(Artifact { kind: "a file of documents", place: inner.path.clone(), parts: vec![part] })
    }
}

/// Other formats hold one document.
fn yaml_path(path: String) -> Result<String, Diagnostic> {
    if path.ends_with(".yaml") || path.ends_with(".yml") {
        return Ok(path);
    }
    Err(Diagnostic::error(
        "unknown-format",
        format!("`{path}` can't hold several documents: only YAML files do"),
    )
    .hint("end the path in `.yaml`, or emit one array"))
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("yaml::documents(path)", documents);
}

fn documents(ctx: Ctx, path: &str) -> Fallible<Documents> {
    let run = Run::of(&ctx);
    let path = run.plain_text(path).and_then(yaml_path).at(&ctx)?;
    Ok(run.made(&ctx, Documents::new(path)))
}

fn methods(functions: &mut Functions<'_>) {
    functions.handle::<Documents>("YAML file");
    functions.add("file.add(thing)", add);
    functions.add("file.add(things)", add_all);
}

fn add(ctx: Ctx, this: &mut Documents, thing: Dynamic) -> Fallible<()> {
    let run = Run::of(&ctx);
    let added = this.add(&run, &thing, run.place(&ctx).as_ref());
    added.map_err(|problems| run.first_of(problems)).at(&ctx)
}

fn add_all(ctx: Ctx, this: &mut Documents, things: Array) -> Fallible<()> {
    let run = Run::of(&ctx);
    let place = run.place(&ctx);
    let add = |thing| this.add(&run, thing, place.as_ref()).err().unwrap_or_default();
    let problems: Vec<Diagnostic> = things.iter().flat_map(add).collect();
    if problems.is_empty() { Ok(()) } else { Err(run.first_of(problems)).at(&ctx) }
}
