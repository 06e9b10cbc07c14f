//! What the native functions of one run share. They find it through the call's context.

mod located;
mod marks;
mod shown;
mod start;

use super::holes::Holes;
use super::inputs::Questions;
use super::limits::Watch;
use super::secrets::Secrets;
use crate::diag::{Diagnostic, Line, Place};
use crate::engine::guards::lookups::Lookups;
use crate::engine::native::handle::{AnyHandle, Casts, FileFormat, Handle, identity};
use crate::engine::places::Places;
use crate::engine::reference::collect::catalogue::Catalogue;
use crate::engine::run::last_given::LastGiven;
use crate::engine::run::output::artifact::Artifact;
use crate::engine::run::output::sink::{Emit, Sink};
use crate::engine::run::output::unemitted::Drafts;
use crate::engine::source::lexing::token_hook::Reader;
use crate::engine::source::mangling::Taken;
use crate::engine::source::read_files::ReadFiles;
use crate::engine::source::sources::Sources;
use crate::engine::testing::faked_files::FakedFiles;
use crate::engine::testing::trial::{Findings, Trial};
use crate::engine::tracing::{self, Tracer};
use crate::engine::world::World;
use crate::engine::world::pause::Manner;
use crate::model::graph::Graph;
use crate::model::{Allowed, FilePath};
use crate::project::Project;
use crate::secrets::{Platform, Secret};
use crate::util::lock::lock;
use crate::value::{Text, Value};
use rhai::{Dynamic, Engine, NativeCallContext};
use rustc_hash::FxHashMap;
use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock};

/// How much a recipe may print, in bytes with the names of its files, and in how many lines.
const PRINTED_BYTES: usize = 1 << 20;
const PRINTED_LINES: usize = 50_000;

/// How many messages are kept that do not stop a recipe; far fewer are shown.
const MOST_REPORTED: usize = 1000;

/// One evaluation: what it reads, what it has found out, what it has made.
pub struct Run {
    /// The door to files.
    pub world: Arc<dyn World>,
    /// The project with its environments, which a test may replace by one that is made up.
    project: Mutex<Arc<Project>>,
    /// What recipes asked for from outside, and what was given.
    pub questions: Questions,
    /// The environments that it is limited to, by their configured names; none is no limit.
    targets: Mutex<Vec<String>>,
    /// What it is when it belongs to a test.
    pub(crate) trial: Option<Trial>,
    /// What it finds out as a part of a test.
    pub(crate) findings: Findings,
    /// Files that a test made up.
    pub(crate) faked: Arc<FakedFiles>,
    /// How long one text may grow, in bytes.
    pub text_bytes: usize,
    /// What stops it when it does too much; each input of a session has one of its own.
    watch: Mutex<Arc<Watch>>,
    /// The constants of a session's earlier inputs, which its functions see.
    pub(crate) constants: Mutex<BTreeMap<String, Dynamic>>,
    /// The options that recipe functions were last given.
    pub(crate) given: Mutex<LastGiven>,
    pub(crate) casts: Casts,
    pub(crate) sources: Mutex<Sources>,
    pub(crate) sink: Mutex<Sink>,
    pub(crate) reader: Mutex<Reader>,
    pub(crate) functions: Mutex<Taken>,
    /// The recipe files that this run and others have read.
    pub(crate) read_files: ReadFiles,
    pub(crate) lookups: Lookups,
    /// The inner names of the types that authors have a name for.
    things: Vec<&'static str>,
    /// The kinds of files that raw data can be.
    formats: Vec<&'static dyn FileFormat>,
    catalogue: OnceLock<Catalogue>,
    /// Where its values were written.
    pub(crate) places: Places,
    /// What its functions report of their calls, in a run for its trace.
    pub(crate) tracer: Option<Tracer>,
    /// What it does where it may stop, and where that is.
    pub(crate) breakpoints: Manner,
    pub(crate) stops: Mutex<Vec<Place>>,
    pub(crate) drafts: Mutex<Drafts>,
    holes: Mutex<Holes>,
    printed: Mutex<Printed>,
    secrets: Mutex<Secrets>,
    allowed: Mutex<Vec<Allowed>>,
    reported: Mutex<Vec<Diagnostic>>,
    kept: Mutex<Kept>,
}

/// The lines that were printed, and how much they are with their ends.
#[derive(Default)]
struct Printed {
    lines: Vec<Line>,
    bytes: usize,
    /// The call of `print` whose text comes next.
    place: Option<Place>,
    /// The calls so far, with their places.
    calls: FxHashMap<Place, Place>,
}

/// What someone keeps for the length of a run, by its type.
type Kept = FxHashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// A share in a [`Run`], as the language carries it around.
#[derive(Clone)]
pub struct RunRef(Arc<Run>);

impl std::fmt::Debug for RunRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RunRef")
    }
}

impl Deref for RunRef {
    type Target = Run;

    fn deref(&self) -> &Run {
        &self.0
    }
}

impl Run {
    /// The run that a native function was called in.
    ///
    /// # Panics
    /// When the engine was not made by this room, which gives every engine its run.
    pub fn of(ctx: &NativeCallContext<'_>) -> RunRef {
        ctx.tag()
            .and_then(|tag| tag.read_lock::<RunRef>().map(|run| run.clone()))
            .expect("every engine carries its run")
    }

    /// What stops it when it does too much.
    pub(crate) fn watch(&self) -> Arc<Watch> {
        lock(&self.watch).clone()
    }

    /// Whether the run may go on: a function that takes long asks this from time to time.
    ///
    /// ```
    /// use sw::engine::{At, Extension, Fallible, Limits, Run, world::MemoryWorld};
    /// use sw::rhai::{FuncRegistration, Module, NativeCallContext};
    /// use std::time::Duration;
    /// let mut functions = Module::new();
    /// FuncRegistration::new("wait").set_into_module(&mut functions, |ctx: NativeCallContext| -> Fallible<()> {
    ///     loop {
    ///         std::thread::sleep(Duration::from_millis(10));
    ///         Run::of(&ctx).may_go_on().at(&ctx)?;
    ///     }
    /// });
    /// let builder = sw::Runtime::builder().world(MemoryWorld::from([("deploy.rhai", "acme::wait()")]));
    /// let limits = Limits { time: Duration::from_millis(100), ..Limits::default() };
    /// let output = builder.extension(Extension::new("acme", functions)).limits(limits).build().unwrap().run("deploy.rhai");
    /// assert_eq!(output.diagnostics[0].code, "too-long");
    /// ```
    ///
    /// # Errors
    /// The reason to stop.
    pub fn may_go_on(&self) -> Result<(), Diagnostic> {
        self.watch().tripped().map_or(Ok(()), Err)
    }

    /// Starts counting anew.
    pub(crate) fn watch_anew(&self, watch: Arc<Watch>) {
        *lock(&self.watch) = watch;
    }

    /// What a domain found out and keeps for the length of the run: one thing of each type, made when it is first asked for.
    pub fn kept<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut kept = lock(&self.kept);
        let thing = kept.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        thing.downcast().expect("it is kept by its type")
    }

    /// The project with its environments.
    pub fn project(&self) -> Arc<Project> {
        lock(&self.project).clone()
    }

    /// The environments that it is limited to, by their configured names; none is no limit.
    pub fn targets(&self) -> Vec<String> {
        lock(&self.targets).clone()
    }

    /// From here on this is the project.
    pub(crate) fn set_project(&self, project: Arc<Project>) {
        *lock(&self.project) = project;
    }

    /// From here on these are the environments that it is limited to.
    pub(crate) fn set_targets(&self, targets: Vec<String>) {
        *lock(&self.targets) = targets;
    }

    /// The kind of file that raw data for a path is; none when it is nothing but data.
    pub fn format(&self, path: &str, value: &Value) -> Option<&'static dyn FileFormat> {
        self.formats.iter().copied().find(|format| format.recognises(path, value))
    }

    /// Everything native that can be called.
    pub(crate) fn catalogue(&self, engine: &Engine) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::of(engine, &self.things))
    }

    /// `text` as the language can hold it.
    pub fn mark(&self, text: &Text) -> String {
        lock(&self.holes).mark(text)
    }

    /// Text that reports `problem` when it is used for more than printing it, as `printed`.
    pub fn mark_refused(&self, problem: Diagnostic, printed: String) -> String {
        lock(&self.holes).refuse(problem, printed)
    }

    /// Text of the language as a person can read it.
    pub(crate) fn printed(&self, marked: &str) -> String {
        lock(&self.holes).printed(marked)
    }

    /// Text of the language with its holes.
    ///
    /// # Errors
    /// When something in it is no text, or when it was cut in the middle of a hole.
    pub fn read_marks(&self, marked: &str) -> Result<Text, Box<Diagnostic>> {
        lock(&self.holes).read(marked)
    }

    /// Text of the language that has to be known now.
    ///
    /// # Errors
    /// When it has a hole.
    pub fn plain_text(&self, marked: &str) -> Result<String, Diagnostic> {
        let text = self.read_marks(marked).map_err(|problem| *problem)?;
        text.as_str().map(String::from).ok_or_else(|| {
            Diagnostic::error("not-known-yet", "this text holds a secret or an expression, which is not known while the recipe runs")
                .hint("use plain text here, and put the secret where the value goes")
        })
    }

    /// The thing that a dynamic value holds, if it is one.
    pub fn handle(&self, value: &Dynamic) -> Option<Box<dyn AnyHandle>> {
        self.casts.get(&value.type_id()).and_then(|cast| cast(value))
    }

    /// Declares a secret.
    ///
    /// # Errors
    /// When the name was declared with other options before.
    pub fn declare_secret(&self, secret: Secret) -> Result<(), Diagnostic> {
        lock(&self.secrets).declare(secret)
    }

    /// Takes note that a secret is used; what a declaration says of it counts more.
    pub fn mention_secret(&self, secret: Secret) {
        lock(&self.secrets).mention(secret);
    }

    /// The secrets declared so far.
    pub fn secrets(&self) -> BTreeMap<String, Secret> {
        lock(&self.secrets).all()
    }

    /// The platforms that are known.
    pub fn platforms(&self) -> Arc<[Platform]> {
        lock(&self.secrets).platforms()
    }

    /// Makes a platform known to this run.
    pub fn define_platform(&self, platform: Platform) {
        lock(&self.secrets).define(platform);
    }

    /// Takes note of a literal credential that is meant to be in the files, once for each line that says so.
    pub fn allow(&self, literal: Allowed) {
        let mut allowed = lock(&self.allowed);
        if !allowed.contains(&literal) {
            allowed.push(literal);
        }
    }

    /// The literal credentials that are meant.
    pub(crate) fn allowed(&self) -> Vec<Allowed> {
        lock(&self.allowed).clone()
    }

    /// Takes the literal credentials that are meant.
    pub(crate) fn take_allowed(&self) -> Vec<Allowed> {
        std::mem::take(&mut lock(&self.allowed))
    }

    /// Adds a message without stopping the recipe; an error still keeps everything from being written.
    ///
    /// What is already reported, as from an earlier round of a loop, is not repeated.
    pub fn report(&self, message: Diagnostic) {
        let mut reported = lock(&self.reported);
        let has_room = reported.len() < MOST_REPORTED
            || message.is_error() && !reported.iter().any(Diagnostic::is_error);
        if has_room && !reported.contains(&message) {
            reported.push(message);
        }
    }

    /// Takes the messages that did not stop the recipe.
    pub(crate) fn take_reported(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut lock(&self.reported))
    }

    /// Takes note of the call of `print` whose text comes next.
    pub(crate) fn prints_at(&self, ctx: &NativeCallContext<'_>) {
        lock(&self.printed).place = self.place(ctx);
    }

    /// Keeps a line that the recipe prints.
    pub(crate) fn print(&self, text: &str) {
        let place = lock(&self.printed).place.take();
        self.print_at("print", text, place);
    }

    /// Keeps a line that a function prints at a place, as long as there is room for it.
    pub(crate) fn print_at(&self, function: &str, text: &str, place: Option<Place>) {
        let place = place.map(|place| self.print_place(function, place));
        let more = text.len() + 1 + place.as_ref().map_or(0, |place| place.file.len());
        let line = Line { text: self.printed(text), place };
        if let Some(tracer) = &self.tracer {
            tracer.note(function, line.place.clone(), || line.text.clone());
        }
        let mut printed = lock(&self.printed);
        if printed.bytes + more <= PRINTED_BYTES && printed.lines.len() < PRINTED_LINES {
            printed.bytes += more;
            printed.lines.push(line);
        }
    }

    /// Where the call of a function that prints is written.
    fn print_place(&self, function: &str, place: Place) -> Place {
        if let Some(known) = lock(&self.printed).calls.get(&place) {
            return known.clone();
        }
        let found = lock(&self.sources).place_of(function, place.clone());
        lock(&self.printed).calls.insert(place, found.clone());
        found
    }

    /// Takes what the recipe printed.
    pub(crate) fn take_printed(&self) -> Vec<Line> {
        std::mem::take(&mut *lock(&self.printed)).lines
    }

    /// Keeps a file that was read as data, so that a message can show the lines it speaks of.
    pub fn keep_text(&self, file: &str, text: &str) {
        lock(&self.sources).add_text(file, text);
    }

    /// Takes note of a thing that is made for being emitted, and gives it back.
    pub fn made<T: Handle>(&self, ctx: &NativeCallContext<'_>, thing: T) -> T {
        if let (Some(identity), Some(place)) = (identity(&thing), self.place(ctx)) {
            lock(&self.drafts).made(identity, thing.show(), place);
        }
        thing
    }

    /// Takes note that a thing is emitted.
    pub fn emitted(&self, thing: &dyn Handle) {
        identity(thing).into_iter().for_each(|identity| lock(&self.drafts).emitted(identity));
    }

    /// A warning for each thing that was made and never emitted.
    pub(crate) fn forgotten(&self) -> Vec<Diagnostic> {
        lock(&self.drafts).forgotten()
    }

    /// Adds the files of a thing, with their entries in the graph.
    ///
    /// # Errors
    /// When a path can't be written, or is already taken by something else.
    pub fn emit(
        &self,
        artifact: Artifact,
        graph: Graph,
        place: Option<&str>,
        emit: &Emit,
    ) -> Result<Vec<FilePath>, Diagnostic> {
        let paths = lock(&self.sink).add(artifact, graph, place, emit)?;
        if let Some(tracer) = &self.tracer {
            let at = Some(emit.place.clone());
            tracer.note("emit", at, || tracing::made(&paths));
        }
        Ok(paths)
    }
}
