//! The only door to the terminal: results go to stdout, messages to stderr.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the door")]

use super::args::{Arguments, Color, Format, Globals};
use super::exit::{Exit, Failure};
use crate::diag::render::{Style, Texts, render};
use crate::diag::{Diagnostic, codes, words};
use crate::engine::Question;
use crate::worker::{self, Heap};
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::io::{IsTerminal, Write};

/// Where a command says things, in the form that was asked for.
#[derive(Clone, Copy)]
pub(super) struct Ui {
    format: Format,
    quiet: bool,
    color: Color,
}

impl Ui {
    pub(super) fn new(globals: &Globals) -> Self {
        Self { format: globals.format, quiet: globals.quiet, color: globals.color }
    }

    /// Writes a result. A reader that went away is no error.
    pub(super) fn out(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Says something that is good to know.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format == Format::Human {
            eprintln!("{text}");
        }
    }

    /// Asks whoever sits at the terminal; none when nobody does.
    pub(super) fn ask(&self, question: &Question) -> Option<String> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return None;
        }
        let choices = if question.choices.is_empty() { String::new() } else { format!(" [{}]", question.choices.join("/")) };
        eprint!("{}: {}{choices}: ", question.name, question.what);
        let mut line = String::new();
        let read = std::io::stdin().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_string())
    }

    /// Tells messages, with the sources they speak of, and sums them up.
    pub(super) fn messages(&self, messages: &[Diagnostic], texts: &Texts) {
        let shown: Vec<Diagnostic> = messages.iter().filter(|message| message.is_error() || !self.quiet).cloned().collect();
        eprint!("{}", render(&shown, texts, self.style()));
        let errors = shown.iter().filter(|message| message.is_error()).count();
        if errors > 0 && self.format == Format::Human {
            eprintln!("{}; nothing was written", words::count(errors, "error"));
            self.say_more(&shown);
        }
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
        self.messages(&failure.messages, &failure.texts);
        failure.exit
    }

    /// Whether results on stdout may have colours.
    pub(super) fn colors_out(&self) -> bool {
        self.colors(std::io::stdout().is_terminal())
    }

    fn style(&self) -> Style {
        match self.format {
            Format::Human => Style::Human { color: self.colors(std::io::stderr().is_terminal()) },
            Format::Short => Style::Short,
            Format::Json => Style::Json,
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

/// Tells that a command is missing.
pub(super) fn no_command() -> Exit {
    usage(&Arguments::command().error(ErrorKind::MissingSubcommand, "a command is missing: `sw --help` lists them"))
}

/// Serves as a worker: its parent is at the other ends of stdin and stdout.
pub(super) fn serve(heap: Heap) -> Exit {
    match worker::serve(std::io::stdin(), std::io::stdout(), Some(heap)) {
        Ok(()) => Exit::Done,
        Err(error) => {
            eprintln!("a worker is started by sw itself: {error}");
            Exit::Bug
        }
    }
}

/// Tells what is wrong with the arguments, or the help that was asked for.
pub(super) fn usage(error: &clap::Error) -> Exit {
    let _gone = error.print();
    if error.use_stderr() { Exit::Wrong } else { Exit::Done }
}
