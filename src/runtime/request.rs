//! What a host asks a runtime for.

use crate::engine::{Cancel, TraceFilter, Trial};
use crate::pipeline::Inputs;
use crate::project::Project;

/// Which recipes to run, and with what. A path is a request already: `runtime.run("deploy.rhai")`.
///
/// ```
/// use sw::Request;
/// let request = Request::from("deploy.rhai").input("version", "1.4.2").environment("staging");
/// assert!(format!("{request:?}").contains("1.4.2"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Request {
    recipes: Option<Vec<String>>,
    pub(super) inputs: Inputs,
    pub(super) environments: Vec<String>,
    pub(super) cancel: Cancel,
    pub(super) trial: Option<Trial>,
    pub(super) wants_graph: bool,
    pub(super) compared: Option<[String; 2]>,
    pub(super) trace: Option<TraceFilter>,
}

impl Request {
    /// All recipes that the project's configuration names.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld};
    /// # let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// assert_eq!(runtime.run(Request::all()).recipes, ["deploy.rhai"]);
    /// ```
    pub fn all() -> Self {
        Self::default()
    }

    /// These recipes, by their paths in the project. Their files are one output: written together or not at all.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("a.rhai", "emit(\"a.txt\", \"a\")"), ("b.rhai", "emit(\"b.txt\", \"b\")")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run(Request::of(["a.rhai", "b.rhai"]));
    /// assert_eq!(output.files.len(), 2);
    /// ```
    pub fn of<S: Into<String>>(recipes: impl IntoIterator<Item = S>) -> Self {
        Self { recipes: Some(recipes.into_iter().map(Into::into).collect()), ..Self::default() }
    }

    /// Gives a value for what recipes ask for with `input`.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "input(\"size\", #{ type: \"number\" }) * 2")]);
    /// let runtime = Runtime::builder().world(world).build().unwrap();
    /// assert_eq!(runtime.run(Request::from("deploy.rhai").input("size", "4")).value, "8");
    /// ```
    #[must_use]
    pub fn input(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.inputs.insert(name.into(), value.into());
        self
    }

    /// Limits the run to an environment, by its configured name; several may be given. Only files of these
    /// are part of a plan, and a single one is what `target()` gives.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld, project::Project};
    /// let config = "environments: { definitions: [{ name: staging, deployment: { type: local } }] }";
    /// let project = Project::parse(".".as_ref(), config, "config.yaml").0.unwrap();
    /// let world = MemoryWorld::from([("deploy.rhai", "target().name")]);
    /// let runtime = Runtime::builder().project(project).world(world).build().unwrap();
    /// assert_eq!(runtime.run(Request::from("deploy.rhai").environment("staging")).value, "\"staging\"");
    /// ```
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.environments.push(name.into());
        self
    }

    /// What stops the run: it then ends within a blink, with the message `cancelled`.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::{Cancel, world::MemoryWorld}};
    /// # let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let cancel = Cancel::default();
    /// cancel.cancel();
    /// let output = runtime.run(Request::all().cancelled_by(&cancel));
    /// assert_eq!(output.diagnostics[0].code, "cancelled");
    /// ```
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Makes it a run for a test, whose files are for the test alone.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::{Role, Trial, world::MemoryWorld}};
    /// let world = MemoryWorld::from([("web_test.rhai", "fn test_port() { assert_eq(80, 8080); }")]);
    /// let runtime = Runtime::builder().world(world).build().unwrap();
    /// let trial = Trial { role: Role::Test("test_port".into()), bless: false, coverage: false };
    /// let output = runtime.run(Request::from("web_test.rhai").trial(trial));
    /// assert_eq!(output.errors().next().unwrap().code, "assertion-failed");
    /// ```
    #[must_use]
    pub fn trial(mut self, trial: Trial) -> Self {
        self.trial = Some(trial);
        self
    }

    /// Keeps the graph between what the recipes make: it is in [`Output::graph`](super::Output::graph) then.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.env\", #{ A: 1 })")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run(Request::from("deploy.rhai").graph());
    /// assert_eq!(output.graph.files().count(), 1);
    /// ```
    #[must_use]
    pub fn graph(mut self) -> Self {
        self.wants_graph = true;
        self
    }

    /// Compares the files of two environments, by their configured names, to which the run is limited: what differs is
    /// in [`Output::compared`](super::Output::compared) then.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::world::MemoryWorld, project::Project};
    /// let local = "deployment: { type: local }";
    /// let config = format!("environments: {{ definitions: [{{ name: dev, {local} }}, {{ name: qa, {local} }}] }}");
    /// let project = Project::parse(".".as_ref(), &config, "config.yaml").0.unwrap();
    /// let recipe = "for env in environments() { env.emit(`${env}.yaml`, #{ size: env.choose(#{ dev: 1, qa: 2 }) }); }";
    /// let world = MemoryWorld::from([("deploy.rhai", recipe)]);
    /// let runtime = Runtime::builder().project(project).world(world).build().unwrap();
    /// let output = runtime.run(Request::from("deploy.rhai").comparing("dev", "qa"));
    /// assert_eq!(output.compared[0].path, "{dev => qa}.yaml");
    /// assert_eq!(output.compared[0].changes[0].path, "size");
    /// ```
    #[must_use]
    pub fn comparing(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        let pair = [old.into(), new.into()];
        self.environments = pair.to_vec();
        self.compared = Some(pair);
        self
    }

    /// Traces calls of the recipes' functions and of their libraries': they are in
    /// [`Output::trace`](super::Output::trace) then. Each recipe is evaluated once more for it.
    ///
    /// ```
    /// # use sw::{Request, Runtime, engine::{TraceFilter, world::MemoryWorld}};
    /// let world = MemoryWorld::from([("deploy.rhai", "fn port(n) { 8000 + n }\nport(80)")]);
    /// let runtime = Runtime::builder().world(world).build().unwrap();
    /// let output = runtime.run(Request::from("deploy.rhai").trace(TraceFilter::of("port")));
    /// assert_eq!(output.trace[0].located(), "deploy.rhai:2: port(80) -> 8080");
    /// ```
    #[must_use]
    pub fn trace(mut self, filter: TraceFilter) -> Self {
        self.trace = Some(filter);
        self
    }

    pub(super) fn recipes(&self, project: &Project) -> Vec<String> {
        self.recipes.clone().unwrap_or_else(|| project.recipes.clone())
    }

    /// The environments that it is limited to.
    pub(super) fn only(&self) -> Option<Vec<String>> {
        (!self.environments.is_empty()).then(|| self.environments.clone())
    }
}

impl From<&str> for Request {
    fn from(recipe: &str) -> Self {
        Self::of([recipe])
    }
}
