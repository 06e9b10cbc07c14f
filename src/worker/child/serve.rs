//! The worker's side: gives up all that it does not need, then evaluates and says what came out.

use super::world::{Pipe, PipeWorld, hearing};
use super::{sandbox, session_server};
use crate::engine::world::FileError;
use crate::engine::{Cancel, Evaluation, Limits, Role, World};
use crate::model::Model;
use crate::pipeline::{self, Job, Kit};
use crate::worker::heap::Heap;
use crate::worker::parent::process;
use crate::worker::protocol::{
    FromWorker, Rest, SoundGraph, ToWorker, VERSION, receive, send, send_with_files,
};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// How large a job may be.
const LARGEST_JOB: usize = 64 << 20;

/// How much the allocator gives at all, beyond what a recipe may use before it is stopped with a message: a single call may
/// ask for much at once.
const BEYOND: usize = 256 << 20;

/// Serves one job over a pipe, and ends with it. After one that belongs to a test another such one can follow: it finds
/// nothing of the first but the texts that were read.
///
/// # Errors
/// When the parent no longer exists or says something else than a job.
pub fn serve<R, W>(mut from: R, mut to: W, kit: &Kit, heap: Option<Heap>) -> std::io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let sandbox = sandbox::enter(if heap.is_some() { None } else { process::memory() });
    send(&mut to, &FromWorker::Ready { version: VERSION, sandbox })?;
    let said = receive(&mut from, LARGEST_JOB);
    let bounded = |job: Job| Job { limits: bounded(job.limits, heap), ..job };
    match said {
        Ok(ToWorker::Job { version: VERSION, job, text }) => {
            let pipe = Arc::new(Mutex::new(Pipe { hear: hearing(from), to }));
            evaluate(&bounded(*job.clone()), text, kit, &pipe)?;
            if job.trial.is_some() { serve_tests(kit, heap, &pipe) } else { Ok(()) }
        }
        Ok(ToWorker::Session { version: VERSION, job }) => {
            session_server::serve(&bounded(*job), kit, from, to)
        }
        _ => Err(std::io::Error::other("the parent gives no job")),
    }
}

/// Memory is bounded as a whole where it is counted, so that nothing in it has to be.
fn bounded(limits: Limits, heap: Option<Heap>) -> Limits {
    let Some(heap) = heap else { return limits };
    (heap.limit)(limits.memory.saturating_add(BEYOND));
    Limits { heap: Some(heap.used), items: None, ..limits }
}

/// Serves further jobs of tests until there are none.
fn serve_tests<W: Write + Send + 'static>(
    kit: &Kit,
    heap: Option<Heap>,
    pipe: &Arc<Mutex<Pipe<W>>>,
) -> std::io::Result<()> {
    loop {
        let said = (pipe.lock().unwrap_or_else(PoisonError::into_inner).hear)();
        match said {
            Some(ToWorker::Job { version: VERSION, job, text }) if job.trial.is_some() => {
                let limits = bounded(job.limits, heap);
                evaluate(&Job { limits, ..*job }, text, kit, pipe)?;
            }
            _ => return Ok(()),
        }
    }
}

fn evaluate<W: Write + Send + 'static>(
    job: &Job,
    text: Result<String, FileError>,
    kit: &Kit,
    pipe: &Arc<Mutex<Pipe<W>>>,
) -> std::io::Result<()> {
    let world =
        Arc::new(PipeWorld::new(pipe.clone(), Some((job.recipe.clone(), text)), job.pauses));
    let door: Arc<dyn World> = world.clone();
    let evaluation = pipeline::generate(job, &door, kit, &Cancel::default());
    let Evaluation { model, diagnostics, value, printed, trace, .. } = evaluation;
    let (asked, snapshots, covered) = (evaluation.asked, evaluation.snapshots, evaluation.covered);
    let compared = evaluation.compared;
    let Model { files, secrets, allowed, notices, graph } = model;
    // Files of a test are for the test alone.
    let is_recipe = job.trial.as_ref().is_none_or(|trial| trial.role == Role::Recipe);
    let files = if is_recipe { files } else { Vec::new() };
    let graph = SoundGraph(graph);
    let rest = Rest {
        diagnostics,
        value,
        printed,
        trace,
        asked,
        secrets,
        allowed,
        notices,
        graph,
        snapshots,
        covered,
        compared,
    };
    let rest = rest.sendable(&job.recipe);
    send_with_files(&mut world.pipe().to, files, &FromWorker::Done(Box::new(rest)))
}
