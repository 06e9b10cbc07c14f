//! The session as the user sees it: an input or a command goes in, the result is shown.

use super::super::args::{Globals, Target};
use super::super::context::Context;
use super::super::exit::Failure;
use super::super::ui::{Ui, is_conversation};
use super::commands;
use crate::cli::output::cover;
use crate::cli::process::interrupt;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use sw::Session;
use sw::diag::words;
use sw::engine::session::{Answer, Form, Input};
use sw::plan::VERSION;

/// How many lines of a value are shown at a terminal.
const MOST_LINES: usize = 40;

/// Whether there is another input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    End,
}

/// An interactive session.
pub(super) struct ReplState<'a> {
    pub(super) ui: &'a Ui,
    pub(super) globals: &'a Globals,
    pub(super) target: Target,
    pub(super) context: Context,
    /// Shared with completion and hints.
    pub(super) session: Rc<RefCell<Session>>,
    /// The recipe that the session is: it was loaded from there, or saved.
    pub(super) owner: Option<String>,
    /// All of the last value.
    pub(super) last: Option<String>,
    /// What was evaluated last.
    pub(super) input: String,
    is_wrong: bool,
}

impl<'a> ReplState<'a> {
    /// A session of the project around the recipe, or around the folder that the command was started in.
    pub(super) fn open(target: Target, globals: &'a Globals, ui: &'a Ui) -> Result<Self, Failure> {
        let context = Context::find_for_session(&target, globals)?;
        let session = Rc::new(RefCell::new(context.runtime.session(context.request())));
        let (owner, last, input) = (None, None, String::new());
        Ok(Self { ui, globals, target, context, session, owner, last, input, is_wrong: false })
    }

    /// Says at a terminal what this is.
    pub(super) fn greet(&self) {
        if is_conversation() {
            let project = self.context.runtime.project();
            let environments = words::count(project.environments.len(), "environment");
            let name = project.name.as_deref().unwrap_or("the project");
            self.ui.say(&format!(
                "sw {VERSION}: {name}, {environments}; `:help` lists the commands, Ctrl-D ends"
            ));
        }
    }

    /// Reports warnings about the configuration, and loads the recipe that the command was called with.
    pub(super) fn start(&mut self) {
        let (warnings, texts) = &self.context.warnings;
        self.ui.messages(warnings, texts);
        if self.target.recipe.is_some() {
            self.context.recipes.clone().iter().for_each(|recipe| self.load(recipe));
        }
    }

    /// Whether something went wrong so far.
    pub(super) fn is_wrong(&self) -> bool {
        self.is_wrong
    }

    /// Takes what was typed.
    pub(super) fn take(&mut self, text: &str) -> Flow {
        let Some(line) = text.trim_start().strip_prefix(':') else {
            self.evaluate(&Input::typed(text));
            return Flow::On;
        };
        let done =
            commands::read(line).map_err(Failure::from).and_then(|(row, rest)| self.act(row, rest));
        done.unwrap_or_else(|failure| {
            self.fail(&failure);
            Flow::On
        })
    }

    /// Reports why a command failed; the session goes on.
    pub(super) fn fail(&mut self, failure: &Failure) {
        self.is_wrong = true;
        self.ui.messages(&failure.messages, &failure.texts);
    }

    /// Evaluates an input and shows the result; says how long it took.
    pub(super) fn evaluate(&mut self, input: &Input) -> Duration {
        cover::suspect(self.context.root(), [input.text.as_str()]);
        let form = if self.ui.is_json() { Form::Json } else { Form::Shown };
        let start = Instant::now();
        let answer = self.while_stoppable("evaluating", |repl| {
            repl.session.borrow_mut().evaluate_as(input.clone(), form, &repl.context.cancel)
        });
        let took = start.elapsed();
        if input.file.is_none() {
            self.input.clone_from(&input.text);
        }
        self.tell(answer);
        took
    }

    /// Does something that Ctrl-C stops.
    pub(super) fn while_stoppable<T>(
        &mut self,
        what: &str,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        interrupt::overlook();
        self.context.progress.start(what);
        let done = work(self);
        self.context.progress.stop();
        done
    }

    /// Shows what came of an input.
    pub(super) fn tell(&mut self, answer: Answer) {
        self.is_wrong |= answer.is_wrong();
        self.ui.say_printed(&answer.printed);
        answer.emitted.iter().for_each(|path| self.ui.say(&format!("emitted {path}")));
        self.ui.messages(&answer.diagnostics, &answer.texts);
        if let Some(again) = answer.again {
            let kept = words::count(again, "input");
            self.ui.say(&format!("the session goes on in a new process: {kept} evaluated again"));
        }
        if let Some(value) = answer.value {
            self.show(value);
        }
    }

    /// Reports why inputs are no longer there.
    pub(super) fn warn(&mut self, answers: Vec<Answer>) {
        for answer in answers {
            self.is_wrong = true;
            self.ui.messages(&answer.diagnostics, &answer.texts);
        }
    }

    /// Shows a value, at a terminal as much of it as a person looks through.
    fn show(&mut self, value: String) {
        let lines = value.lines().count();
        let is_cut = is_conversation() && lines > MOST_LINES;
        let shown: String = if is_cut {
            value.split_inclusive('\n').take(MOST_LINES).collect()
        } else {
            value.clone()
        };
        self.ui.out(&shown);
        if !shown.is_empty() && !shown.ends_with('\n') {
            self.ui.out("\n");
        }
        if is_cut {
            self.ui.say(&format!(
                "... {} more; `:show` shows all",
                words::count(lines - MOST_LINES, "line")
            ));
        }
        self.last = Some(value);
    }

    /// Evaluates a recipe of the project here. A session that was empty is this recipe from then on.
    pub(super) fn load(&mut self, recipe: &str) {
        let is_first = self.session.borrow().recipe().is_ok_and(|recipe| recipe.is_empty());
        self.evaluate(&Input::file(recipe));
        let is_there = self
            .session
            .borrow()
            .inputs()
            .last()
            .is_some_and(|input| input.file.as_deref() == Some(recipe));
        if is_there {
            self.owner = is_first.then(|| recipe.to_string()).or(self.owner.take());
        }
    }
}
