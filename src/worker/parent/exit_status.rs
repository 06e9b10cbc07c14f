//! How a worker ended when it gave no result, and what that means.

use super::failure::Failure;
use super::process::{Process, unserved};
use super::received::{LARGEST_INPUT, MOST_QUESTIONS};
use super::watch::{Cut, HELLO, Watch};
use crate::diag::{Diagnostic, words};
use crate::engine::{LARGEST_OUTPUT, MOST_FILES, cancelled, is_shortage, shortage};
use crate::pipeline::Job;
use crate::worker::protocol::{Broken, LARGEST_FILE, LARGEST_MESSAGE};
use std::process::ExitStatus;
use std::sync::atomic::Ordering;

fn late(job: &Job) -> Diagnostic {
    let limit = words::duration(job.limits.time);
    Diagnostic::error("too-long", format!("the recipe `{}` takes longer than {limit}, and does not stop by itself", job.recipe))
        .hint("look for a loop that never ends, or a value that holds itself; `--timeout SECONDS` gives it more time")
}

/// What a recipe has more of than it may.
fn too_large(why: &Failure, job: &Job) -> Diagnostic {
    let (what, hint) = match why {
        Failure::Output => (
            format!(
                "makes more than {} MiB of files, or more than {MOST_FILES} of them",
                LARGEST_OUTPUT >> 20
            ),
            "look for a loop that emits without an end, or split the recipe in several",
        ),
        Failure::Input => (
            format!(
                "reads more than {} MiB, or asks more than {MOST_QUESTIONS} times",
                LARGEST_INPUT >> 20
            ),
            "read a file once, and keep what is in it in a variable",
        ),
        Failure::Broken(Broken::LargeFile) => (
            format!("makes a file of more than {} MiB", LARGEST_FILE >> 20),
            "emit parts of it as files of their own",
        ),
        _ => (
            format!(
                "has more than {} MiB of messages, values and declarations",
                LARGEST_MESSAGE >> 20
            ),
            "look for a loop that warns or declares something without an end",
        ),
    };
    Diagnostic::error("too-large", format!("the recipe `{}` {what}", job.recipe)).hint(hint)
}

/// How a worker ended.
pub(crate) struct End {
    status: Option<ExitStatus>,
    cut: Option<Cut>,
    last_words: String,
    /// Whether it said that it serves.
    has_served: bool,
}

impl End {
    /// Waits for the end of a worker that dies or was ended.
    pub(crate) fn of(process: Process, watch: Watch) -> Self {
        let has_served = process.serves.load(Ordering::Relaxed);
        let closed = process.close();
        let status = closed.status();
        let cut = watch.end();
        Self { status, cut, last_words: closed.last_words(), has_served }
    }

    /// What it means that there is no result.
    pub(crate) fn explain(&self, why: &Failure, job: &Job) -> Diagnostic {
        match why {
            _ if self.cut == Some(Cut::Cancelled) => cancelled(),
            Failure::Broken(broken) if self.is_no_worker(broken) => self.unserved(),
            _ if self.cut == Some(Cut::Late) => late(job),
            Failure::Version => Diagnostic::error(
                "replaced-program",
                "the process that runs recipes is another version of sw",
            )
            .note("the program was replaced while it ran")
            .hint("run it again"),
            Failure::Broken(Broken::Garbled(what)) => Diagnostic::error(
                "internal-error",
                format!(
                    "the process that runs `{}` says something that has no meaning",
                    job.recipe
                ),
            )
            .note(what.clone())
            .hint("this is our mistake: please report it together with the recipe"),
            Failure::Broken(Broken::Gone) => self.died(job),
            Failure::Output | Failure::Input | Failure::Broken(_) => too_large(why, job),
        }
    }

    /// Memory was short, as those say who need it and can't go on.
    fn is_out_of_memory(&self) -> bool {
        self.last_words.contains("memory allocation of")
            || self.last_words.contains("unable to allocate")
    }

    /// Whether what was started never served: it ended by itself, said something else, or nothing at all.
    fn is_no_worker(&self, broken: &Broken) -> bool {
        let was_ended = *broken == Broken::Gone
            && self.cut.is_none()
            && self.status.is_none_or(|status| status.code().is_none());
        !self.has_served && !was_ended && !self.is_out_of_memory()
    }

    /// What was started is no worker: a program that does something of its own instead.
    fn unserved(&self) -> Diagnostic {
        let problem = unserved("the program that runs recipes");
        let problem = match self.cut {
            Some(_) => problem.note(format!("it said nothing for {}", words::duration(HELLO))),
            None => self
                .status
                .filter(|status| status.code().is_some())
                .into_iter()
                .fold(problem, |problem, status| problem.note(status.to_string())),
        };
        let said = self.last_words.lines().find(|line| !line.trim().is_empty());
        said.map_or(problem.clone(), |said| problem.note(format!("it said: {said}")))
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
        if self.is_out_of_memory() {
            return Diagnostic::error("out-of-memory", format!("the recipe `{recipe}` needs more memory than it gets"))
                .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies");
        }
        let how =
            self.status.map_or_else(|| "it left no status".into(), |status| status.to_string());
        Diagnostic::error(
            "internal-error",
            format!("the process that runs `{recipe}` ended without a result"),
        )
        .note(how)
        .hint("this is our mistake: please report it together with the recipe")
    }
}
