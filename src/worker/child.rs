//! The worker's side: gives up all that it does not need, then evaluates and tells what came out.

use super::protocol::{FromWorker, Rest, ToWorker, VERSION, receive, send};
use super::world::{Pipe, PipeWorld};
use super::{Heap, sandbox};
use crate::engine::{Cancel, Limits, Role, World};
use crate::pipeline::{self, Job, Kit};
use std::io::{Read, Write};
use std::sync::Arc;

/// How large a job may be.
const LARGEST_JOB: usize = 64 << 20;

/// How much memory a recipe may use before it is stopped with a message, in bytes.
const HEAP_BUDGET: usize = 768 << 20;

/// How much the allocator gives at all: a single call may ask for more than the budget at once.
const HEAP_END: usize = 1 << 30;

/// Serves one job over a pipe, and ends with it.
///
/// # Errors
/// When the parent is gone or says something else than a job.
pub fn serve<R, W>(mut from: R, mut to: W, kit: &Kit, heap: Option<Heap>) -> std::io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let sandbox = sandbox::enter();
    send(&mut to, &FromWorker::Ready { version: VERSION, sandbox })?;
    let job = match receive(&mut from, LARGEST_JOB) {
        Ok(ToWorker::Job { version: VERSION, job }) => *job,
        _ => return Err(std::io::Error::other("the parent gives no job")),
    };
    if let Some(heap) = heap {
        (heap.limit)(HEAP_END);
    }
    let limits = Limits { heap: heap.map(|heap| (heap.used, HEAP_BUDGET)), ..job.limits };
    evaluate(&Job { limits, ..job }, kit, Pipe { from, to })
}

fn evaluate<R, W>(job: &Job, kit: &Kit, pipe: Pipe<R, W>) -> std::io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let world = Arc::new(PipeWorld::new(pipe));
    let door: Arc<dyn World> = world.clone();
    let evaluation = pipeline::generate(job, &door, kit, &Cancel::default());
    let to = &mut world.pipe().to;
    // Files of a test are for the test alone.
    let files = if job.trial.as_ref().is_some_and(|trial| trial.role != Role::Recipe) { Vec::new() } else { evaluation.model.files };
    for file in files {
        send(to, &FromWorker::File(Box::new(file)))?;
    }
    let rest = Rest {
        diagnostics: evaluation.diagnostics,
        value: evaluation.value,
        printed: evaluation.printed,
        asked: evaluation.asked,
        secrets: evaluation.model.secrets,
        allowed: evaluation.model.allowed,
        snapshots: evaluation.snapshots,
        covered: evaluation.covered,
    };
    send(to, &FromWorker::Done(Box::new(rest)))
}
