//! Questions to the user at the terminal. Where no one does, or `--no-input` is given, nothing is asked.

use super::args::Globals;
use super::ui;
use inquire::{CustomUserError, InquireError, Password, Select, Text, validator::Validation};
use std::fmt;
use sw::diag::words::line;

/// Anyone who can be asked.
pub(super) struct Prompt;

/// One of several answers.
pub(super) struct Choice<T> {
    /// What it means.
    pub(super) value: T,
    /// How it is shown.
    pub(super) shown: String,
}

impl<T> fmt::Display for Choice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line(&self.shown))
    }
}

/// What can be pressed at a list.
const KEYS: &str = "↑↓ to move, enter to select";

/// That a question was left with Escape or Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Left(#[from] InquireError);

impl Left {
    /// Whether it was Ctrl-C.
    pub(super) fn is_interrupt(&self) -> bool {
        matches!(self.0, InquireError::OperationInterrupted)
    }
}

impl Prompt {
    /// A prompt, where a user at a terminal may be asked.
    pub(super) fn find(globals: &Globals) -> Option<Self> {
        (!globals.no_input && ui::at_terminal()).then_some(Self)
    }

    /// Asks for one of several; the cursor starts at `usual`.
    pub(super) fn choose<T>(
        &self,
        question: &str,
        help: &str,
        choices: Vec<Choice<T>>,
        usual: usize,
    ) -> Result<T, Left> {
        let question = line(question);
        let select = Select::new(&question, choices).with_starting_cursor(usual).with_page_size(12);
        let select = select.with_help_message(if help.is_empty() { KEYS } else { help });
        Ok(select.without_filtering().prompt()?.value)
    }

    /// Asks for a text; `check` says what is wrong with one.
    pub(super) fn text(
        &self,
        question: &str,
        help: &str,
        usual: &str,
        check: fn(&str) -> Option<String>,
    ) -> Result<String, Left> {
        let flaw = move |answer: &str| -> Result<Validation, CustomUserError> {
            Ok(check(answer).map_or(Validation::Valid, |flaw| Validation::Invalid(flaw.into())))
        };
        let (question, usual) = (line(question), line(usual));
        let text = Text::new(&question).with_initial_value(&usual).with_validator(flaw);
        let text = if help.is_empty() { text } else { text.with_help_message(help) };
        Ok(text.prompt()?)
    }

    /// Asks for a value that is not shown while it is typed.
    pub(super) fn password(&self, question: &str, help: &str) -> Result<String, Left> {
        Ok(Password::new(&line(question))
            .with_help_message(help)
            .without_confirmation()
            .prompt()?)
    }
}
