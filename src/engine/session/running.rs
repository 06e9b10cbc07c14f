//! One input after the other: read with all before it, run alone, and kept when it goes well.

use super::answer::{Answer, Form, Input};
use super::script::{Draft, Script};
use super::{SESSION, preview};
use crate::diag::{Diagnostic, Line, Place};
use crate::engine::errors::error::{self, Fallible};
use crate::engine::errors::explain::Scene;
use crate::engine::evaluate::apart_on_big_stack;
use crate::engine::host;
use crate::engine::run::cancel::Cancel;
use crate::engine::run::context::RunRef;
use crate::engine::run::limits::{Limits, Watch};
use crate::engine::session::completion::documentation::Documentation;
use crate::engine::session::completion::kind;
use crate::engine::session::input::side_effects::{self, Marks};
use crate::engine::setup::Setup;
use crate::engine::source::compile::compile_from;
use crate::model::graph::Locator;
use crate::model::{File, Model};
use crate::util::lock::lock;
use rhai::{AST, Dynamic, Engine, Scope, Stmt};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is not said of an input: another one may use what it makes, and a value is looked at.
const HUSHED: [&str; 3] = ["unused-import", "unused-function", "unused-result"];

/// A recipe that grows by inputs.
pub struct Session {
    pub(crate) run: RunRef,
    pub(crate) engine: Engine,
    pub(crate) scope: Scope<'static>,
    script: Script,
    limits: Limits,
    extensions: Vec<String>,
    pub(crate) documentation: Documentation,
}

/// An input that was run, and what it would leave behind.
struct Run {
    value: Dynamic,
    scope: Scope<'static>,
    draft: Draft,
    /// Whether it can only have been a look.
    is_look: bool,
}

impl Session {
    /// A session without inputs. The recipe and the cancel of the setup are not used: an input has its own.
    pub fn open(setup: &Setup<'_>) -> Self {
        let setup = Setup {
            recipe: SESSION,
            world: setup.world.clone(),
            project: setup.project.clone(),
            cancel: Cancel::default(),
            ..*setup
        };
        let run = RunRef::new(&setup);
        let engine = host::engine(&run, setup.vocabulary, setup.limits);
        let extensions = setup.vocabulary.extensions.clone();
        Self {
            run,
            engine,
            scope: Scope::new(),
            script: Script::default(),
            limits: setup.limits,
            extensions,
            documentation: Documentation::default(),
        }
    }

    /// Evaluates an input. Only one that goes well leaves variables, functions, imports and files behind.
    pub fn evaluate(&mut self, input: &Input, form: Form, cancel: &Cancel) -> Answer {
        match input.text(&self.run) {
            Ok(text) => {
                self.guarded(cancel, |session| session.answer(&text, input.file.as_deref(), form))
            }
            Err(problem) => Answer { diagnostics: vec![problem], ..Answer::default() },
        }
    }

    /// What kind of value an expression gives; it leaves nothing behind.
    pub fn kind(&mut self, expression: &str, cancel: &Cancel) -> Answer {
        self.guarded(cancel, |session| {
            let emits = lock(&session.run.sink).emits();
            let tried = session.attempt(expression, None);
            lock(&session.run.sink).take_back(emits);
            let value =
                tried.map(|tried| Some(kind::kind(&session.run, &session.engine, &tried.value)));
            session.finish(value, emits, false)
        })
    }

    /// All inputs so far, as they are read.
    pub(crate) fn text(&self) -> &str {
        self.script.text()
    }

    /// The files so far, and what is declared beside them.
    pub fn model(&self) -> Model {
        let sources = lock(&self.run.sources);
        let mut files: Vec<File> = lock(&self.run.sink).files().cloned().collect();
        files.iter_mut().for_each(|file| sources.place_in_file(&mut file.origin.place));
        drop(sources);
        let (secrets, allowed) = (self.run.secrets(), self.run.allowed());
        let graph = lock(&self.run.sink).graph().clone();
        let graph = graph.located_by(Locator::new(self.run.clone()));
        Model { files, secrets, allowed, graph, ..Model::default() }
    }

    /// A warning for each thing that was made and never emitted.
    pub fn forgotten(&self) -> Vec<Diagnostic> {
        let mut messages = self.run.forgotten();
        messages.iter_mut().for_each(|message| self.place_in_files(message));
        messages
    }

    /// What was asked for with `input`, by name: what that is.
    pub fn asked(&self) -> BTreeMap<String, String> {
        self.run.questions.asked()
    }

    /// The texts of all that was read as source.
    pub fn texts(&self) -> BTreeMap<String, String> {
        lock(&self.run.sources).texts()
    }

    /// Does something that may recurse deeply, and is stopped by `cancel` or when it does too much.
    fn guarded(
        &mut self,
        cancel: &Cancel,
        work: impl FnOnce(&mut Self) -> Answer + Send,
    ) -> Answer {
        let watch = Arc::new(Watch::new(self.limits, cancel.clone()));
        self.run.watch_anew(watch.clone());
        host::stop_by(&mut self.engine, watch.clone());
        let extensions = self.extensions.clone();
        apart_on_big_stack(&watch, &extensions, || work(self))
            .unwrap_or_else(|problem| Answer { diagnostics: vec![problem], ..Answer::default() })
    }

    fn answer(&mut self, text: &str, file: Option<&str>, form: Form) -> Answer {
        let marks = Marks::of(&self.run);
        let (emits, made) = (marks.emits, lock(&self.run.drafts).count());
        let tried = self.attempt(text, file);
        let mut is_look = false;
        let value = tried.map(|tried| {
            is_look = tried.is_look && !tried.value.is_unit() && marks == Marks::of(&self.run);
            let value = self.shown(&tried.value, form, emits);
            self.keep(tried);
            value
        });
        if value.is_err() {
            lock(&self.run.sink).take_back(emits);
        }
        if value.is_err() || is_look {
            lock(&self.run.drafts).forget_since(made);
        }
        self.finish(value, emits, is_look)
    }

    fn shown(&self, value: &Dynamic, form: Form, emits: u32) -> Option<String> {
        match form {
            Form::Json => Some(preview::json(&self.run, value)),
            Form::Shown if preview::is_news(&self.run, value, emits) => None,
            Form::Shown => preview::shown(&self.run, value),
        }
    }

    /// Compiles and runs an input.
    fn attempt(&self, text: &str, file: Option<&str>) -> Fallible<Run> {
        let draft = self.script.with(&self.engine, text, file);
        lock(&self.run.sources).load(draft.loaded.clone());
        let ast =
            compile_from(&self.engine, &self.run, SESSION, &draft.text, draft.first, &HUSHED)?;
        let is_look = side_effects::is_look(&self.run, &self.scope, &draft, &ast);
        let mut scope = self.scope.clone();
        let value =
            self.engine.eval_ast_with_scope::<Dynamic>(&mut scope, &part(&ast, draft.first))?;
        match self.run.watch().tripped() {
            Some(problem) => Err(error::raise_for_good(problem)),
            None => Ok(Run { value, scope, draft, is_look }),
        }
    }

    fn keep(&mut self, run: Run) {
        self.scope = run.scope;
        self.script.take(run.draft);
        let constants = self.scope.iter().filter(|(_, is_constant, _)| *is_constant);
        *lock(&self.run.constants) =
            constants.map(|(name, _, value)| (name.to_string(), value)).collect();
    }

    /// What came of an input, and all that was said on the way.
    fn finish(&self, value: Fallible<Option<String>>, emits: u32, is_look: bool) -> Answer {
        let mut diagnostics = self.run.take_reported();
        let value = value.unwrap_or_else(|error| {
            let scene = Scene {
                run: &self.run,
                catalogue: self.run.catalogue(&self.engine),
                main: SESSION,
            };
            diagnostics.splice(0..0, scene.diagnostics(&error));
            None
        });
        diagnostics.iter_mut().for_each(|message| self.place_in_files(message));
        let texts = if diagnostics.is_empty() { BTreeMap::new() } else { self.texts() };
        let emitted = lock(&self.run.sink)
            .files()
            .filter(|file| file.origin.emit >= emits)
            .map(|file| file.path.to_string())
            .collect();
        let mut printed = self.run.take_printed();
        printed.iter_mut().for_each(|line| self.place_line(line));
        Answer { value, diagnostics, printed, emitted, is_look, again: None, texts }
    }

    /// What is printed in a file that was loaded is reported there; what was typed has no place.
    fn place_line(&self, line: &mut Line) {
        line.place.iter_mut().for_each(|place| lock(&self.run.sources).place_in_file(place));
        line.place.take_if(|place| place.file == SESSION);
    }

    /// A line of a file that was loaded is reported as a line of that file.
    fn place_in_files(&self, message: &mut Diagnostic) {
        let sources = lock(&self.run.sources);
        let related = message.related.iter_mut().map(|(place, _)| place);
        let calls = message.trace.iter_mut().map(|call| &mut call.place);
        related
            .chain(calls)
            .chain(message.place.as_mut())
            .for_each(|place: &mut Place| sources.place_in_file(place));
    }
}

/// The statements from a line on, with all functions; the imports before it are made anew, which costs nothing.
fn part(ast: &AST, first: u32) -> AST {
    let is_new =
        |statement: &Stmt| statement.position().line().is_some_and(|line| line >= first as usize);
    let needed = ast
        .statements()
        .iter()
        .filter(|statement| is_new(statement) || matches!(statement, Stmt::Import(..)));
    AST::new_with_source(needed.cloned().collect::<Vec<_>>(), ast.shared_lib().clone(), SESSION)
}
