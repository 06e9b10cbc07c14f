//! `SW_LOG` and `--verbose`: what the program does, line by line, for anyone who looks for the reason of something.

use crate::cli::args::{Format, Globals};
use crate::cli::ui::tell;
use std::time::Instant;
use sw::Event;
use sw::diag::{Diagnostic, words};

/// How much is logged; each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing.
    Off,
    /// What is done, in a few lines: recipes, plans, locks.
    Info,
    /// What is read, listed and asked for.
    Debug,
    /// Each file that is made.
    Trace,
}

/// The words for the levels in `SW_LOG`.
const WORDS: [(&str, Level); 4] =
    [("off", Level::Off), ("info", Level::Info), ("debug", Level::Debug), ("trace", Level::Trace)];

/// Where it is reported.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    level: Level,
    start: Instant,
}

impl Log {
    /// As `SW_LOG` says, or `--verbose`.
    ///
    /// # Errors
    /// When `SW_LOG` is no level.
    pub(crate) fn new(globals: &Globals) -> Result<Self, Diagnostic> {
        let asked = std::env::var("SW_LOG").unwrap_or_default();
        let known = WORDS.iter().find(|(word, _)| *word == asked).map(|(_, level)| *level);
        let level = match known {
            Some(level) => level,
            None if asked.is_empty() && globals.verbose && globals.format == Format::Human => {
                Level::Info
            }
            None if asked.is_empty() => Level::Off,
            None => {
                return Err(Diagnostic::error(
                    "invalid-option",
                    format!("`SW_LOG` can't be {asked:?}"),
                )
                .hint("write `off`, `info`, `debug` or `trace`"));
            }
        };
        Ok(Self { level, start: Instant::now() })
    }

    /// Whether anything is logged.
    pub(crate) fn is_on(&self) -> bool {
        self.level > Level::Off
    }

    /// Logs something at a level.
    pub(crate) fn tell(&self, level: Level, what: impl FnOnce() -> String) {
        if level <= self.level {
            tell(&format!(
                "[{:>5} ms] {}\n",
                self.start.elapsed().as_millis(),
                words::line(&what())
            ));
        }
    }

    /// Logs an event of a run.
    pub(crate) fn event(&self, event: &Event<'_>) {
        match event {
            Event::Evaluates(recipe) => self.tell(Level::Info, || format!("evaluating {recipe}")),
            Event::Reads(path) => self.tell(Level::Debug, || format!("reading {path}")),
            Event::Lists(folder) => self.tell(Level::Debug, || format!("listing {folder}/")),
            Event::Asks(question) => {
                self.tell(Level::Debug, || format!("asking for {}", question.name))
            }
            Event::Makes(file) => self
                .tell(Level::Trace, || format!("made {} ({} bytes)", file.path, file.text.len())),
            _ => {}
        }
    }
}
