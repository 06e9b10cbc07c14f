//! The only door to the terminal: results go to stdout, messages to stderr.

use super::args::{Arguments, Color, Format, Globals};
use super::exit::{Exit, Failure};
use super::repository::{in_repository, project_prefix};
use crate::diag::render::{Style, Texts, render, sarif};
use crate::diag::{Diagnostic, codes, words};
use crate::engine::Question;
use crate::worker::{self, Heap};
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

/// Where a command says things, in the form that was asked for.
pub(super) struct Ui {
    format: Format,
    quiet: bool,
    color: Color,
    /// What stands before the paths of the project, for code hosts.
    prefix: String,
    /// Why a result could not be written.
    lost: Cell<Option<io::Error>>,
}

impl Ui {
    pub(super) fn new(globals: &Globals) -> Self {
        let Globals { format, quiet, color, .. } = *globals;
        let prefix = match format {
            Format::Github | Format::Sarif => project_prefix(globals.directory.as_deref()),
            Format::Human | Format::Short | Format::Json | Format::Markdown => String::new(),
        };
        Self { format, quiet, color, prefix, lost: Cell::new(None) }
    }

    /// Writes a result. A reader that went away is no error.
    pub(super) fn out(&self, text: &str) {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if let Err(error) = written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }) {
            self.lost.set(Some(error));
        }
    }

    /// How a command ends: not well, when its result was lost on a full disk.
    pub(super) fn end(&self, exit: Exit) -> Exit {
        let Some(error) = self.lost.take() else { return exit };
        let lost = Diagnostic::error("lost-output", "the result can't be written to stdout").note(words::system(&error));
        self.messages(&[lost], &Texts::new());
        if exit == Exit::Done { Exit::Wrong } else { exit }
    }

    /// Says something that is good to know.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format == Format::Human {
            tell(&format!("{text}\n"));
        }
    }

    /// Tells messages, with the sources they speak of, and sums them up.
    pub(super) fn messages(&self, messages: &[Diagnostic], texts: &Texts) {
        let shown = messages.iter().filter(|message| message.is_error() || !self.quiet).cloned();
        let shown: Vec<Diagnostic> = shown.map(|message| in_repository(message, &self.prefix)).collect();
        tell(&render(&shown, texts, self.style()));
    }

    /// Says where to read more about the first error.
    fn say_more(&self, messages: &[Diagnostic]) {
        let explained = messages.iter().filter(|message| message.is_error()).find_map(|message| codes::page(&message.code));
        if let Some(page) = explained {
            self.say(&format!("for more on an error: `sw explain {}`", page.code));
        }
    }

    /// Whether results are for programs.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Tells why a command failed, and how it ended.
    pub(super) fn failure(&self, failure: &Failure) -> Exit {
        if self.format == Format::Sarif {
            let messages: Vec<Diagnostic> = failure.messages.iter().map(|message| in_repository(message.clone(), &self.prefix)).collect();
            self.out(&sarif(&messages));
            return failure.exit;
        }
        self.messages(&failure.messages, &failure.texts);
        let errors = failure.messages.iter().filter(|message| message.is_error()).count();
        if errors > 0 && self.format == Format::Human {
            let left = if failure.is_unfinished() { "" } else { "; nothing was written" };
            tell(&format!("{}{left}\n", words::count(errors, "error")));
            self.say_more(&failure.messages);
        }
        failure.exit
    }

    /// Whether results on stdout may have colours.
    pub(super) fn colors_out(&self) -> bool {
        self.colors(io::stdout().is_terminal())
    }

    fn style(&self) -> Style {
        match self.format {
            Format::Human | Format::Sarif | Format::Markdown => Style::Human { color: self.colors(io::stderr().is_terminal()) },
            Format::Short => Style::Short,
            Format::Json => Style::Json,
            Format::Github => Style::Github,
        }
    }

    fn colors(&self, is_terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            // https://no-color.org: any value but the empty one.
            Color::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}

/// Writes a message. When nobody can be told, the exit code still says how it ended.
fn tell(text: &str) {
    let mut err = io::stderr().lock();
    let _gone = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Whether somebody sits at the terminal who could answer.
pub(super) fn at_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks whoever sits at the terminal; none when nobody does.
pub(super) fn ask(question: &Question) -> Option<String> {
    if !at_terminal() {
        return None;
    }
    let choices = if question.choices.is_empty() { String::new() } else { format!(" [{}]", question.choices.join("/")) };
    tell(&format!("{}: {}{choices}: ", question.name, question.what));
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_string())
}

/// Tells that a command is missing.
pub(super) fn no_command() -> Exit {
    usage(&Arguments::command().error(ErrorKind::MissingSubcommand, "a command is missing: `sw --help` lists them"))
}

/// Serves as a worker: its parent is at the other ends of stdin and stdout.
pub(super) fn serve(heap: Heap) -> Exit {
    match worker::serve(io::stdin(), io::stdout(), Some(heap)) {
        Ok(()) => Exit::Done,
        Err(error) => {
            tell(&format!("a worker is started by sw itself: {error}\n"));
            Exit::Bug
        }
    }
}

/// Tells what is wrong with the arguments, or the help that was asked for.
pub(super) fn usage(error: &clap::Error) -> Exit {
    let _gone = error.print();
    if error.use_stderr() { Exit::Wrong } else { Exit::Done }
}
