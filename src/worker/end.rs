//! How a worker ended when it gave no result, and what that means.

use super::gathered::{LARGEST_INPUT, LARGEST_OUTPUT, MOST_FILES, MOST_QUESTIONS};
use super::protocol::{Broken, LARGEST_MESSAGE};
use super::watch::Cut;
use crate::diag::{Diagnostic, words};
use crate::engine::{cancelled, is_shortage, shortage};
use crate::pipeline::Job;
use std::process::ExitStatus;

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The pipe broke.
    Broken(Broken),
    /// The worker is another version of the program.
    Version,
    /// It made more than it may.
    Output,
    /// It asked for more than it may.
    Input,
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// How a worker ended.
pub(super) struct End {
    pub(super) status: Option<ExitStatus>,
    pub(super) cut: Option<Cut>,
    pub(super) last_words: String,
}

impl End {
    /// What it means that there is no result.
    pub(super) fn explain(&self, why: &Failure, job: &Job) -> Diagnostic {
        match why {
            _ if self.cut == Some(Cut::Cancelled) => cancelled(),
            _ if self.cut == Some(Cut::Late) => {
                let limit = words::count(usize::try_from(job.limits.time.as_secs()).unwrap_or_default(), "second");
                Diagnostic::error("too-long", format!("the recipe `{}` takes longer than {limit}, and does not stop by itself", job.recipe))
                    .hint("look for a loop that never ends, or a value that holds itself; `--timeout SECONDS` gives it more time")
            }
            Failure::Output => Diagnostic::error(
                "too-large",
                format!(
                    "the recipe `{}` makes more than {} MiB of files, or more than {MOST_FILES} of them",
                    job.recipe,
                    LARGEST_OUTPUT >> 20
                ),
            )
            .hint("look for a loop that emits without an end, or split the recipe in several"),
            Failure::Broken(Broken::TooLarge { is_file }) => {
                let (what, way) = if *is_file {
                    ("makes a file of", "emit parts of it as files of their own")
                } else {
                    ("gives, reads or asks for something of", "look for a loop that goes on for too long, and keep less in one value")
                };
                let most = LARGEST_MESSAGE >> 20;
                Diagnostic::error("too-large", format!("the recipe `{}` {what} more than {most} MiB at once", job.recipe)).hint(way)
            }
            Failure::Input => Diagnostic::error(
                "too-large",
                format!(
                    "the recipe `{}` reads more than {} MiB, or asks more than {MOST_QUESTIONS} times",
                    job.recipe,
                    LARGEST_INPUT >> 20
                ),
            )
            .hint("read a file once, and keep what is in it in a variable"),
            Failure::Version => Diagnostic::error("replaced-program", "the process that runs recipes is another version of sw")
                .note("the program was replaced while it ran")
                .hint("run it again"),
            Failure::Broken(Broken::Garbled(what)) => {
                Diagnostic::error("internal-error", format!("the process that runs `{}` says something that has no meaning", job.recipe))
                    .note(what.clone())
                    .hint("this is our mistake: please report it together with the recipe")
            }
            Failure::Broken(Broken::Gone) => self.died(job),
        }
    }

    /// The worker went away in the middle.
    fn died(&self, job: &Job) -> Diagnostic {
        let recipe = &job.recipe;
        if is_shortage(&self.last_words) {
            return shortage("the process that runs recipes");
        }
        if self.last_words.contains("overflowed its stack") {
            return Diagnostic::error("too-deep", format!("the recipe `{recipe}` nests values or calls too deeply"))
                .hint("look for a function that calls itself without an end, or a value that holds itself");
        }
        if self.last_words.contains("memory allocation of") || self.last_words.contains("unable to allocate") {
            return Diagnostic::error("out-of-memory", format!("the recipe `{recipe}` needs more memory than it gets"))
                .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies");
        }
        let how = self.status.map_or_else(|| "it left no status".into(), |status| status.to_string());
        Diagnostic::error("internal-error", format!("the process that runs `{recipe}` ended without a result"))
            .note(how)
            .hint("this is our mistake: please report it together with the recipe")
    }
}
