//! What came out of a run: files in memory, messages, and the plan that they lead to.

use crate::check;
use crate::diag::render::{Style, Texts, render};
use crate::diag::{Diagnostic, Line};
use crate::engine::{Covered, Evaluation, Snapshots};
use crate::model::graph::Graph;
use crate::model::{Allowed, File, FileComparison, Notice};
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope, Witness};
use crate::secrets::{Search, Secret};
use crate::write::State;
use std::collections::BTreeMap;
use std::path::Path;

/// All that the recipes of a run made and said. Nothing of it is on disk.
///
/// ```
/// use sw::{Runtime, engine::world::MemoryWorld};
/// let world = MemoryWorld::from([("deploy.rhai", "secret(\"API_TOKEN\"); print(\"hello\"); input(\"size\", #{ default: 1 })")]);
/// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
/// assert!(output.secrets.contains_key("API_TOKEN") && output.asked.contains_key("size"));
/// assert_eq!((output.printed[0].text.as_str(), output.value.as_str()), ("hello", "1"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The recipes that ran, by their paths in the project.
    pub recipes: Vec<String>,
    /// The files that they made; none of a recipe that is wrong is meant to be used.
    pub files: Vec<File>,
    /// The secrets that they declare, by name; never their values.
    pub secrets: BTreeMap<String, Secret>,
    /// The literal credentials that their authors mean to be there, each with its reason.
    pub allowed: Vec<Allowed>,
    /// What was not checked against what its tool accepts.
    pub notices: Vec<Notice>,
    /// What the files declare, refer to and call, where the [request](super::Request::graph) wants it.
    pub graph: Graph,
    /// What differs between two environments, where the [request](super::Request::comparing) wants it.
    pub compared: Vec<FileComparison>,
    /// What is wrong, and what is doubtful.
    pub diagnostics: Vec<Diagnostic>,
    /// What the last expression of the last recipe is, as a recipe would write it.
    pub value: String,
    /// What they printed, a line each.
    pub printed: Vec<Line>,
    /// The calls of their functions, where the [request](super::Request::trace) wants them.
    pub trace: Vec<Line>,
    /// What they asked for with `input`, by name: what that is.
    pub asked: Inputs,
    /// The snapshots that a test compared, by path: the text of those that are to be made anew.
    pub snapshots: Snapshots,
    /// The lines that were reached, when they were to be counted.
    pub covered: Covered,
    /// The sources that the messages speak of.
    pub texts: Texts,
    /// The environments that the run was limited to; none is no limit.
    pub environments: Option<Vec<String>>,
}

impl Output {
    /// An output without files yet: its plan is to delete all that these recipes own.
    ///
    /// ```
    /// # use sw::Output;
    /// let folder = tempfile::tempdir().unwrap();
    /// let plan = Output::of(vec!["deploy.rhai".into()]).plan(folder.path(), false).unwrap();
    /// assert!(!plan.is_change());
    /// ```
    pub fn of(recipes: Vec<String>) -> Self {
        Self { recipes, ..Self::default() }
    }

    /// What is wrong. When there is any, no plan is made.
    ///
    /// ```
    /// # use sw::{Output, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", x)")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// assert_eq!(output.errors().next().unwrap().code, "unknown-variable");
    /// ```
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|message| message.is_error())
    }

    /// Whether anything is wrong.
    ///
    /// ```
    /// # use sw::Output;
    /// assert!(!Output::default().is_wrong());
    /// ```
    pub fn is_wrong(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The messages as the command line shows them, without colours; empty when there are none.
    ///
    /// ```
    /// # use sw::{Output, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "warn(\"careful\")")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// assert!(output.messages().contains("careful") && output.messages().contains("--> deploy.rhai:1:1"));
    /// ```
    pub fn messages(&self) -> String {
        render(&self.diagnostics, &self.texts, Style::Human { color: false })
    }

    /// Looks for values of secrets: one in a file is an error, and what was said is left out when it holds one, or has the
    /// value covered where [only its owner](Search::for_their_owner) sees it. The holder of the values calls it before anything is shown or written: [`known`](crate::secrets::values::known) gathers them.
    ///
    /// ```
    /// use sw::secrets::{Search, Secret, values::{FoundValue, Origin}};
    /// use sw::{Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"key: hunter22\"); secret(\"KEY\")")]);
    /// let mut output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// let found = FoundValue { value: "hunter22".to_string().into(), origin: Origin::Variable("KEY".into()) };
    /// output.search(&Search::of([(&Secret::named("KEY"), found)]));
    /// assert_eq!(output.errors().next().unwrap().code, "secret-value");
    /// assert!(!output.messages().contains("hunter22"));
    /// ```
    pub fn search(&mut self, values: &Search) {
        let _whole = self.search_while(values, &|| true);
    }

    /// The same, for as long as `go_on` says so, which is asked now and then. Gives whether it came to the end; when not,
    /// nothing of the output is to be shown.
    ///
    /// ```
    /// use sw::secrets::{Search, Secret, values::{FoundValue, Origin}};
    /// let found = FoundValue { value: "hunter22".to_string().into(), origin: Origin::Variable("KEY".into()) };
    /// let search = Search::of([(&Secret::named("KEY"), found)]);
    /// assert!(sw::Output::default().search_while(&search, &|| false));
    /// ```
    #[must_use = "what was not searched is not to be shown"]
    pub fn search_while(&mut self, values: &Search, go_on: &dyn Fn() -> bool) -> bool {
        if values.is_empty() {
            return true;
        }
        let Some(found) = check::values(&self.files, &self.allowed, values, &self.texts, go_on)
        else {
            return false;
        };
        let said = self.diagnostics.iter_mut().flat_map(Diagnostic::sentences);
        let printed = self.printed.iter_mut().chain(&mut self.trace).map(|line| &mut line.text);
        let said = said.chain(self.texts.values_mut()).chain(printed).chain([&mut self.value]);
        let holding: Vec<&mut String> = said.filter(|text| values.holds(text)).collect();
        if values.is_for_their_owner() {
            holding.into_iter().for_each(|text| *text = values.cover(text));
        } else if !holding.is_empty() {
            self.leave_out();
        }
        self.diagnostics.extend(found);
        true
    }

    /// Takes back all that was said, but for what kinds of messages there were: stars over a value among many guesses
    /// would say which of them is right.
    fn leave_out(&mut self) {
        const LEFT_OUT: &str = "left out, as what was said holds the value of a secret";
        self.printed = vec![format!("({LEFT_OUT})").into()];
        self.trace.clear();
        self.value = format!("({LEFT_OUT})");
        self.texts.clear();
        let mut kinds: Vec<Diagnostic> = Vec::new();
        for message in &self.diagnostics {
            let kind = message
                .without_words(LEFT_OUT)
                .hint("run the same command at your own terminal: it says all but the value");
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        self.diagnostics = kinds;
    }

    /// Compares the files with those below `root` and with the ledger there. What was edited by hand or made
    /// by another program is a conflict, unless it may be overwritten by `force`.
    ///
    /// ```
    /// # use sw::{Output, Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"hello\")")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// let folder = tempfile::tempdir().unwrap();
    /// std::fs::write(folder.path().join("a.txt"), "mine\n").unwrap();
    /// let in_the_way = output.plan(folder.path(), false).unwrap().conflicts();
    /// assert_eq!(in_the_way[0].code, "foreign-file");
    /// assert_eq!(output.plan(folder.path(), true).unwrap().summary(), "1 to update");
    /// ```
    ///
    /// # Errors
    /// When something is wrong with the output, names clash, or the disk or the ledger can't be read.
    pub fn plan(&self, root: &Path, force: bool) -> Result<Plan, Vec<Diagnostic>> {
        self.plan_with(root, force, &State::of_user().written(root))
    }

    /// The same, with a word on what the recipes no longer make: a file is deleted when `witness` knows that it was
    /// written here, or that it can be had back. [`plan`](Self::plan) asks what this user wrote on this machine.
    ///
    /// ```
    /// use sw::{Runtime, engine::world::MemoryWorld, write::{Lock, State, apply}};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"hello\")")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// let (folder, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    /// let (root, state) = (folder.path(), State::at(own.path()));
    /// let lock = Lock::take_with(&state, root, std::time::Duration::ZERO, &mut |_| {}).unwrap();
    /// apply(&output.plan_with(root, false, &state.written(root)).unwrap(), &lock).unwrap();
    /// let nothing = sw::Output::of(vec!["deploy.rhai".into()]);
    /// assert_eq!(nothing.plan_with(root, false, &state.written(root)).unwrap().summary(), "1 to delete");
    /// assert_eq!(nothing.plan_with(root, false, &State::none().written(root)).unwrap().conflicts()[0].code, "unproven-file");
    /// ```
    ///
    /// # Errors
    /// Like [`plan`](Self::plan).
    pub fn plan_with(
        &self,
        root: &Path,
        force: bool,
        witness: &dyn Witness,
    ) -> Result<Plan, Vec<Diagnostic>> {
        if self.is_wrong() {
            return Err(self.errors().cloned().collect());
        }
        let scope =
            Scope { recipes: self.recipes.clone(), environments: self.environments.clone(), force };
        pipeline::plan(&self.files, root, &scope, witness)
    }

    /// Adds what one recipe made and said.
    pub(super) fn add(&mut self, mut evaluation: Evaluation) {
        self.files.append(&mut evaluation.model.files);
        self.secrets.append(&mut evaluation.model.secrets);
        evaluation.model.allowed.retain(|allowed| !self.allowed.contains(allowed));
        self.allowed.append(&mut evaluation.model.allowed);
        self.notices.append(&mut evaluation.model.notices);
        self.graph.merge(&evaluation.model.graph);
        self.compared.append(&mut evaluation.compared);
        self.value = evaluation.value;
        self.printed.append(&mut evaluation.printed);
        self.trace.append(&mut evaluation.trace);
        self.asked.append(&mut evaluation.asked);
        self.texts.append(&mut evaluation.texts);
        self.snapshots.append(&mut evaluation.snapshots);
        self.covered.append(&mut evaluation.covered);
        // Recipes that import the same file have its warnings in common.
        evaluation.diagnostics.retain(|message| !self.diagnostics.contains(message));
        self.diagnostics.append(&mut evaluation.diagnostics);
    }
}
