//! A run that has stopped at a `breakpoint()`: the person at the terminal looks at what is there.

use super::input::finished::verdict;
use crate::cli::args::Globals;
use crate::cli::output::cover;
use crate::cli::ui::{Ui, at_terminal, tell};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor, Helper};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use sw::diag::{Place, words};
use sw::engine::{Cancel, Look, Pause};

const PROMPT: &str = "breakpoint> ";

/// How many lines are shown before and behind the one where a run has stopped.
const AROUND: usize = 3;

const HINT: &str = "what you type is evaluated here; `:continue` goes on, `:quit` ends the run, `:help` lists more";

const COMMANDS: &str = "  :continue   goes on, to the next breakpoint (also Ctrl-D)
  :run        goes on to the end, and stops no more
  :variables  lists the variables that are there
  :where      shows the lines around
  :quit       ends the run; nothing is written
Anything else is evaluated here, with the variables, functions and imports of this line. It changes no
variable and emits nothing; what is added to a thing, as to a Terraform root, stays in it.";

/// What takes over where a run stops.
pub(crate) struct Breakpoints {
    globals: Globals,
    /// Held while someone looks: tests run side by side.
    editor: Mutex<Option<Box<Editor<Names, MemHistory>>>>,
    /// Whether nothing is to stop any more.
    is_over: AtomicBool,
}

/// What is done with an input.
enum Next {
    Stay,
    GoOn,
    End,
}

impl Breakpoints {
    /// Breakpoints, where a person is at the terminal who may be asked.
    pub(crate) fn find(globals: &Globals) -> Option<Self> {
        let is_there = !globals.no_input && at_terminal() && cover::is_alone();
        is_there.then(|| Self {
            globals: globals.clone(),
            editor: Mutex::default(),
            is_over: AtomicBool::new(false),
        })
    }

    /// Shows where a run has stopped, whose file has this text, and answers what is typed. Gives whether it goes on.
    pub(crate) fn stop(
        &self,
        pause: &Pause,
        text: &str,
        look: Look<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<bool> {
        let mut editor = self.editor.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_over.load(Ordering::Relaxed) {
            return Ok(true);
        }
        if cancel.is_cancelled() {
            return Ok(false);
        }
        let editor = match &mut *editor {
            Some(editor) => editor,
            none => none.insert(Box::new(new_editor()?)),
        };
        let names = pause.variables.iter().map(|(name, _)| name.clone());
        editor.set_helper(Some(Names(names.collect())));
        tell(&format!("\nstopped at {}\n{}{HINT}\n", shown(&pause.place), around(pause, text)));
        loop {
            match self.next(editor, pause, text, look)? {
                Next::End => cancel.cancel(),
                Next::GoOn => return Ok(true),
                Next::Stay => {}
            }
            if cancel.is_cancelled() {
                return Ok(false);
            }
        }
    }

    /// Waits for an input and answers it.
    fn next(
        &self,
        editor: &mut Editor<Names, MemHistory>,
        pause: &Pause,
        text: &str,
        look: Look<'_>,
    ) -> anyhow::Result<Next> {
        match editor.readline(PROMPT) {
            Ok(input) => {
                let _full = editor.add_history_entry(input.trim_end());
                Ok(self.take(input.trim(), pause, text, look))
            }
            Err(ReadlineError::Interrupted) => {
                tell("`:quit` ends the run, `:continue` goes on\n");
                Ok(Next::Stay)
            }
            Err(ReadlineError::Eof) => Ok(Next::GoOn),
            Err(error) => Err(error.into()),
        }
    }

    fn take(&self, input: &str, pause: &Pause, text: &str, look: Look<'_>) -> Next {
        match input.strip_prefix(':').map(str::trim) {
            None if input.is_empty() => {}
            None => self.look(input, look),
            Some("continue" | "c") => return Next::GoOn,
            Some("run" | "r") => {
                self.is_over.store(true, Ordering::Relaxed);
                return Next::GoOn;
            }
            Some("quit" | "q" | "abort") => return Next::End,
            Some("variables" | "v") => tell(&variables(pause)),
            Some("where" | "w") => tell(&around(pause, text)),
            Some("help" | "h") => tell(&format!("{COMMANDS}\n")),
            Some(other) => tell(&format!("there is no command `:{other}` here\n{COMMANDS}\n")),
        }
        Next::Stay
    }

    fn look(&self, input: &str, look: Look<'_>) {
        let answer = look(input);
        let ui = Ui::new(&self.globals);
        ui.say_printed(&answer.printed);
        answer.emitted.iter().for_each(|path| tell(&format!("would emit {path}\n")));
        ui.messages(&answer.diagnostics, &answer.texts);
        if let Some(value) = answer.value {
            tell(&format!("{}\n", value.trim_end()));
        }
    }
}

fn new_editor() -> rustyline::Result<Editor<Names, MemHistory>> {
    let config = Config::builder().auto_add_history(false).bracketed_paste(true);
    Editor::with_history(config.build(), MemHistory::new())
}

fn shown(place: &Place) -> String {
    format!("{}:{}", words::line(&place.file), place.start.line)
}

/// The lines around the one where a run has stopped, which has a mark.
fn around(pause: &Pause, text: &str) -> String {
    let at = pause.place.start.line as usize;
    let first = at.saturating_sub(AROUND).max(1);
    let mut shown = String::new();
    for (number, line) in (1..).zip(text.lines()).skip(first - 1).take(at + AROUND + 1 - first) {
        let mark = if number == at { '>' } else { ' ' };
        let _ = writeln!(shown, "{mark} {number:4} | {line}");
    }
    shown
}

fn variables(pause: &Pause) -> String {
    if pause.variables.is_empty() {
        return "there are no variables here\n".into();
    }
    pause.variables.iter().map(|(name, value)| format!("{name} = {value}\n")).collect()
}

/// The names that can be completed.
struct Names(Vec<String>);

impl Helper for Names {}
impl Highlighter for Names {}
impl Hinter for Names {
    type Hint = String;
}

impl Validator for Names {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(verdict(context.input()))
    }
}

impl Completer for Names {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _context: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let typed = &line[..pos];
        let start = typed.trim_end_matches(is_name).len();
        let fitting = self.0.iter().filter(|name| name.starts_with(&typed[start..]));
        let pairs = fitting.map(|name| Pair { display: name.clone(), replacement: name.clone() });
        Ok((start, pairs.collect()))
    }
}
