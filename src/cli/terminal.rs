//! The world of a command: the project's files, and the user at the terminal.

use super::args::Globals;
use super::prompt::{Choice, Left, Prompt};
use super::repl::breakpoint::Breakpoints;
use std::num::ParseFloatError;
use sw::engine::world::{DiskWorld, FileError};
use sw::engine::{AnswerKind, Cancel, Look, Pause, Question, World};

/// The files below the project's root; questions go to the terminal, if a user is at it.
pub(super) struct Terminal {
    disk: DiskWorld,
    prompt: Option<Prompt>,
    breakpoints: Option<Breakpoints>,
    /// What Ctrl-C at a question stops.
    cancel: Cancel,
}

impl Terminal {
    /// A world of these files, whose user may be asked.
    pub(super) fn new(disk: DiskWorld, globals: &Globals, cancel: Cancel) -> Self {
        Self { prompt: Prompt::find(globals), ..Self::of_tests(disk, globals, cancel) }
    }

    /// The same for tests, which ask no one anything; but someone may look at them.
    pub(super) fn of_tests(disk: DiskWorld, globals: &Globals, cancel: Cancel) -> Self {
        Self { disk, prompt: None, breakpoints: Breakpoints::find(globals), cancel }
    }
}

impl World for Terminal {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.disk.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.disk.list(folder)
    }

    fn pauses(&self) -> bool {
        self.breakpoints.is_some()
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        let Some(breakpoints) = &self.breakpoints else { return true };
        let text = self.disk.read(&pause.place.file).unwrap_or_default();
        breakpoints.stop(pause, &text, look, &self.cancel).unwrap_or(true)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let answered = asked(self.prompt.as_ref()?, question);
        if matches!(&answered, Err(left) if left.is_interrupt()) {
            self.cancel.cancel();
        }
        answered.ok()
    }
}

/// Asks in the way that suits the answer.
fn asked(prompt: &Prompt, question: &Question) -> Result<String, Left> {
    let asked = format!("{}: {}", question.name, question.what);
    let one_of = |answers: &[String]| {
        let choices = answers
            .iter()
            .map(|answer| Choice { value: answer.clone(), shown: answer.clone() })
            .collect();
        prompt.choose(&asked, "", choices, 0)
    };
    match &question.kind {
        AnswerKind::Text => prompt.text(&asked, "", "", |_| None),
        AnswerKind::Number => prompt.text(&asked, "", "", |answer| {
            let number: Result<f64, ParseFloatError> = answer.parse();
            number.is_err().then(|| "write a number".into())
        }),
        AnswerKind::Bool => one_of(&["true".into(), "false".into()]),
        AnswerKind::OneOf(answers) | AnswerKind::Environment(answers) => one_of(answers),
    }
}
