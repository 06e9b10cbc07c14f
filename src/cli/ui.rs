//! The only door to the terminal: results go to stdout, messages to stderr. Whatever they hold, it is
//! [made harmless](shown) here.

use super::args::{Color, Format, Globals};
use super::exit::{Exit, Failure};
use super::git::repository::{in_repository, project_prefix};
use super::output::cover::{self, covered, is_left_out, left_out};
use super::output::held::{self, Stream, left_out_document};
use super::output::pager;
use super::output::shown::{self, harmless};
use super::output::table::traced;
use clap::error::{ContextKind, ContextValue};
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use sw::Runtime;
use sw::diag::render::{Style, Texts, render, sarif};
use sw::diag::{Diagnostic, Line, codes, suggest, words};
use sw::engine::world::MemoryWorld;
use sw::worker::Heap;

/// Where a command says things, in the form that was asked for.
pub(super) struct Ui {
    format: Format,
    quiet: bool,
    verbose: bool,
    color: Color,
    /// What is before the paths of the project, for code hosts.
    prefix: String,
    /// Why a result could not be written.
    lost: Cell<Option<io::Error>>,
}

impl Ui {
    pub(super) fn new(globals: &Globals) -> Self {
        let Globals { format, quiet, verbose, color, .. } = *globals;
        if io::stderr().is_terminal() {
            cover::at_terminal();
        }
        if format == Format::Github {
            shown::heard();
        }
        let prefix = match format {
            Format::Github | Format::Sarif => project_prefix(globals.directory.as_deref()),
            Format::Human | Format::Short | Format::Json | Format::Markdown => String::new(),
        };
        Self { format, quiet, verbose, color, prefix, lost: Cell::new(None) }
    }

    /// Writes a result. A reader that went away is no error.
    pub(super) fn out(&self, text: &str) {
        let text = if self.is_json() && is_left_out(text) {
            left_out_document().into()
        } else {
            covered(text)
        };
        self.leave(&harmless(&text));
    }

    /// Writes messages as a result that GitHub shows beside the code.
    pub(super) fn annotations(&self, messages: &[Diagnostic]) {
        self.leave(&shown::annotations(&rendered(messages, &Texts::new(), Style::Github)));
    }

    fn leave(&self, text: &str) {
        if !held::keep(Stream::Out, text) {
            self.write(text);
        }
    }

    fn write(&self, text: &str) {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        if let Err(error) = written.or_else(|error| {
            if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
        }) {
            self.lost.set(Some(error));
        }
    }

    /// Writes a page: at a terminal through a pager.
    pub(super) fn page(&self, text: &str) {
        let text = harmless(&covered(text));
        if !(io::stdout().is_terminal() && pager::show(&text)) {
            self.leave(&text);
        }
    }

    /// How a command ends: not well, when its result was lost on a full disk.
    pub(super) fn end(&self, exit: Exit) -> Exit {
        for (stream, text) in held::release(self.is_json()) {
            match stream {
                Stream::Out => self.write(&text),
                Stream::Err => message(&text),
            }
        }
        let Some(error) = self.lost.take() else { return exit };
        let lost = Diagnostic::error("lost-output", "the result can't be written to stdout")
            .note(words::system(&error));
        self.messages(&[lost], &Texts::new());
        if exit == Exit::Done { Exit::Wrong } else { exit }
    }

    fn is_lost(&self) -> bool {
        let lost = self.lost.take();
        let is_lost = lost.is_some();
        self.lost.set(lost);
        is_lost
    }

    /// Says something that is good to know.
    pub(super) fn say(&self, text: &str) {
        if !text.is_empty() && !self.is_lost() && !self.quiet && self.format == Format::Human {
            tell(&format!("{text}\n"));
        }
    }

    /// Says what recipes printed, with its places where more is to be said; all of it at once: whether one line can
    /// be shown does not say which.
    pub(super) fn say_printed(&self, lines: &[Line]) {
        let lines = lines.iter().filter(|line| self.verbose || !line.text.is_empty());
        let lines: Vec<String> = lines
            .map(|line| if self.verbose { line.located() } else { line.text.clone() })
            .collect();
        self.say(&lines.join("\n"));
    }

    /// Shows the calls that were asked for.
    pub(super) fn trace(&self, lines: &[Line]) {
        if !lines.is_empty() && !self.is_lost() {
            tell(&traced(lines, self.is_json()));
        }
    }

    /// Reports messages, with the sources they refer to, and a summary.
    pub(super) fn messages(&self, messages: &[Diagnostic], texts: &Texts) {
        let shown = messages.iter().filter(|message| message.is_error() || !self.quiet).cloned();
        let shown: Vec<Diagnostic> =
            shown.map(|message| in_repository(message, &self.prefix)).collect();
        let text = rendered(&shown, texts, self.style());
        message(&if self.format == Format::Github {
            shown::annotations(&text)
        } else {
            harmless(&shown::of_library(&text))
        });
    }

    /// Messages as a part of a result, with the sources they speak of.
    pub(super) fn shown(&self, messages: &[Diagnostic], texts: &Texts) -> String {
        shown::of_library(&render(messages, texts, Style::Human { color: self.colors_out() }))
    }

    /// Says where to read more about the first error.
    fn say_more(&self, messages: &[Diagnostic]) {
        let explained = messages
            .iter()
            .filter(|message| message.is_error())
            .find_map(|message| codes::page(&message.code));
        if let Some(page) = explained {
            self.say(&format!("for more on an error: `sw explain {}`", page.code));
        }
    }

    /// Whether results are for programs.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Reports why a command failed; returns its exit code.
    pub(super) fn failure(&self, failure: &Failure) -> Exit {
        if self.format == Format::Sarif {
            let messages: Vec<Diagnostic> = failure
                .messages
                .iter()
                .map(|message| in_repository(message.clone(), &self.prefix))
                .collect();
            let page = sarif(&messages);
            self.out(&if is_left_out(&page) { sarif(&left_out(&messages)) } else { page });
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
            Format::Human | Format::Sarif | Format::Markdown => {
                Style::Human { color: self.colors(io::stderr().is_terminal()) }
            }
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
            Color::Auto => {
                is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }
}

/// Whether a person watches who can be shown something that goes away again.
pub(super) fn is_watched(globals: &Globals) -> bool {
    io::stderr().is_terminal() && globals.format == Format::Human && !globals.quiet
}

/// Writes a message. When no one can be reported, the exit code still says how it ended.
pub(super) fn tell(text: &str) {
    message(&harmless(&covered(text)));
}

/// Writes a line over the one that is there, which was written in the same way.
pub(super) fn retell(line: &str) {
    message(&format!("\r\u{1b}[K{}", harmless(&words::line(&covered(line)))));
}

/// Messages with values of secrets covered, or without their words.
fn rendered(messages: &[Diagnostic], texts: &Texts, style: Style) -> String {
    let text = render(messages, texts, style);
    let text =
        if is_left_out(&text) { render(&left_out(messages), &Texts::new(), style) } else { text };
    covered(&text).into_owned()
}

/// Writes to stderr what was made fit to be shown.
fn message(text: &str) {
    if held::keep(Stream::Err, text) {
        return;
    }
    let mut err = io::stderr().lock();
    let _gone = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Writes a part of a result from wherever it is known first; when no one reads it, the exit code still says how it ended.
pub(super) fn print(text: &str) {
    let text = harmless(&covered(text));
    if held::keep(Stream::Out, &text) {
        return;
    }
    let mut out = io::stdout().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes a report to stdout or stderr when that is where a path leads, as `/dev/stdout` does; false when it is not.
pub(super) fn standard(path: &Path, text: &str) -> bool {
    let (out, err) = (is_same(path, io::stdout()), is_same(path, io::stderr()));
    if out {
        let mut out = io::stdout().lock();
        let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    } else if err {
        message(text);
    }
    out || err
}

#[cfg(unix)]
fn is_same(path: &Path, open: impl std::os::fd::AsFd) -> bool {
    use std::os::unix::fs::MetadataExt;
    let there = std::fs::metadata(path).map(|facts| (facts.dev(), facts.ino()));
    let here = rustix::fs::fstat(open).map(|facts| (facts.st_dev, facts.st_ino));
    matches!((there, here), (Ok(there), Ok(here)) if there == here)
}

#[cfg(not(unix))]
fn is_same<T>(_path: &Path, _open: T) -> bool {
    false
}

/// Where the output of a command that runs for the user goes: its stdout and its stderr.
pub(super) fn passed_on() -> (impl Write + Send + 'static, impl Write + Send + 'static) {
    (io::stdout(), io::stderr())
}

/// Whether a user is at the terminal and sees the output there.
pub(super) fn is_conversation() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether a user is at the terminal who could answer.
pub(super) fn at_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether this process and those that it starts are what a terminal sends a Ctrl-C to.
#[cfg(unix)]
pub(super) fn is_foreground() -> bool {
    use rustix::fs::{Mode, OFlags, open};
    let terminal =
        open("/dev/tty", OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY, Mode::empty());
    let group = terminal.and_then(rustix::termios::tcgetpgrp);
    group.is_ok_and(|group| group == rustix::process::getpgrp())
}

#[cfg(not(unix))]
pub(super) fn is_foreground() -> bool {
    true
}

/// Serves as a worker: its parent is at the other ends of stdin and stdout.
pub(super) fn serve(heap: Heap) -> Exit {
    let served = Runtime::builder()
        .world(MemoryWorld::default())
        .build()
        .map(|runtime| runtime.serve(io::stdin(), io::stdout(), Some(heap)));
    match served.unwrap_or_else(|problem| Err(io::Error::other(problem))) {
        Ok(()) => Exit::Done,
        Err(error) => {
            tell(&format!("a worker is started by sw itself: {error}\n"));
            Exit::Bug
        }
    }
}

/// The command that is near to one that there is not; clap finds none for letters in another order.
fn near_command(error: &clap::Error, program: &clap::Command) -> Option<String> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    if error.get(ContextKind::SuggestedSubcommand).is_some() {
        return None;
    }
    suggest::nearest(typed, program.get_subcommands().map(clap::Command::get_name))
        .map(String::from)
}

/// Reports what is wrong with the arguments, or prints the help that was asked for.
pub(super) fn usage(error: &clap::Error, program: &clap::Command) -> Exit {
    // What the arguments ask for is not known when they are wrong.
    if std::env::args_os().any(|argument| argument.to_string_lossy().contains("github")) {
        shown::heard();
    }
    let plain = error.render().to_string();
    match harmless(&plain) {
        safe if safe == plain => drop(error.print()),
        safe if error.use_stderr() => message(&safe),
        safe => print(&safe),
    }
    if let Some(near) = near_command(error, program) {
        tell(&format!("\n  tip: did you mean `sw {near}`?\n"));
    }
    if error.use_stderr() { Exit::Wrong } else { Exit::Done }
}
