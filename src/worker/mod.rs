//! The process that a recipe runs in: whatever a recipe does, it can't crash, hang or reach outside.
//!
//! ```text
//!   parent (cli, a host)                     worker (the same program, started again)
//!   ────────────────────                     ─────────────────────────────────────────
//!   Job ───────────────────────────────────► limits, Landlock, seccomp
//!   World: files, listings, questions ◄────► PipeWorld: evaluate, check, emit
//!   files, messages, as data ◄────────────── File, File, ..., Done
//! ```
//!
//! A [`Session`] keeps its worker: it takes orders one after the other, each answered in the same way.
//!
//! The worker has no environment but its memory limit, no open files but the two ends of the pipe, and no way to get at
//! more. The parent believes it nothing: sizes are capped, paths and names are checked again, and what
//! it says of itself is shown without control characters.

mod child;
mod heap;
mod parent;
mod protocol;
mod redact;
mod sanitize;

pub use child::sandbox::Sandbox;
pub use child::serve::serve;
pub use heap::{Heap, PerThread};
pub use parent::run::Program;
pub use parent::session::{Gone, Session};

use crate::engine::reading::refuse_private;
use crate::engine::{Cancel, Evaluation, World};
use crate::pipeline::{self, Job, Kit};
use std::sync::Arc;

/// The argument that makes the program a worker; no one types it.
pub const ARGUMENT: &str = "__worker";

/// Where a recipe runs.
#[derive(Debug)]
pub enum Isolation {
    /// In a process of its own, which is this program called with [`ARGUMENT`]: for recipes and
    /// libraries that no one vouches for. Whatever a recipe does, the host goes on: a run that takes
    /// longer than its time is ended, also in the middle of a function that blocks; its memory is
    /// bounded as a whole by [`Limits::memory`](crate::engine::Limits::memory), and what it makes, asks
    /// and prints has bounds of its own. A program with extensions has to call
    /// [`Runtime::serve`](crate::Runtime::serve); one that does not gets an error, and starts nothing.
    Process(Program),
    /// Here, on a thread: for recipes that are trusted.
    ///
    /// - Steps, time and cancelling hold between any two steps of the recipe. One call of a function
    ///   that blocks is not stopped; afterwards the run is an error, whatever it gave.
    /// - Each text, array, blob and map is bounded, and so are all files of a run together.
    /// - Memory as a whole is bounded only where the host counts it: see [`PerThread`].
    /// - A panic of a function, check, world or hook ends the run with an error, and nothing else.
    /// - A recipe that overflows the stack, or memory that the system does not have, takes the host along.
    InProcess,
}

/// Evaluates and checks a recipe. What went wrong is among the messages of what comes back. A worker has
/// a kit of its own, so that this one is only asked for where it is needed.
pub fn run<'k>(
    job: &Job,
    world: &Arc<dyn World>,
    isolation: &Isolation,
    kit: impl FnOnce() -> &'k Kit,
    cancel: &Cancel,
) -> Evaluation {
    if let Err(problem) = refuse_private(&job.recipe) {
        return Evaluation { diagnostics: vec![problem], ..Evaluation::default() };
    }
    let evaluation = match isolation {
        Isolation::InProcess => pipeline::generate(job, world, kit(), cancel),
        Isolation::Process(program) => parent::run::run(program, job, world.as_ref(), cancel),
    };
    sanitize::presentable(evaluation)
}

/// What keeps a worker of `program` in, as it reports itself; none when it can't be started.
pub fn sandbox(program: &std::path::Path) -> Option<Sandbox> {
    parent::run::sandbox(program)
}

/// Whether bytes are something that a worker could say; for fuzzing.
#[doc(hidden)]
pub fn heard(mut bytes: &[u8]) -> bool {
    protocol::hear(&mut bytes).is_ok()
}
