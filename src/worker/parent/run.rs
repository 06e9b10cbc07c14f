//! The parent's side: starts the worker, answers what it asks, and believes nothing that it says.

use super::exit_status::End;
use super::failure::Failure;
use super::process::{Process, lock};
use super::received::{Gathered, Heard};
use super::watch::{Manner, Rest as Resting, Watch};
use crate::diag::Diagnostic;
use crate::engine::{Cancel, Evaluation, Limits, Looked, Pause, TYPED, World};
use crate::pipeline::Job;
use crate::worker::child::sandbox::Sandbox;
use crate::worker::protocol::{Broken, FromWorker, Rest, ToWorker, VERSION};
use crate::worker::sanitize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

/// How many tests a worker runs.
const MOST_TESTS: u32 = 64;

/// How long a worker may take beyond its own limit before it is ended.
pub(crate) fn grace(limit: Duration) -> Duration {
    (limit / 4).max(Duration::from_secs(1))
}

/// The program that is started again as a worker.
#[derive(Debug)]
pub struct Program {
    pub(crate) path: PathBuf,
    /// A worker that has no job yet.
    ahead: Mutex<Option<Process>>,
    /// Workers that wait for the next test.
    idle: Mutex<Vec<Process>>,
}

impl Program {
    /// The program at `path`.
    pub fn new(path: PathBuf) -> Self {
        Self { path, ahead: Mutex::default(), idle: Mutex::default() }
    }

    /// Starts a worker that is ready when a job comes: starting one takes a while, in which there are other things to do.
    /// It ends with the last that holds the program, or with the first job.
    pub fn start_ahead(&self) {
        *lock(&self.ahead) = Process::start(&self.path, Limits::DEFAULT.memory).ok();
    }

    /// A worker for a run with these limits. One that has run a test takes another one.
    fn worker(&self, job: &Job) -> Result<Worker, Diagnostic> {
        let limits = &job.limits;
        let idle = job.trial.as_ref().and_then(|_| self.idle(limits));
        let usual = || lock(&self.ahead).take().filter(|_| limits.memory == Limits::DEFAULT.memory);
        let process =
            idle.or_else(usual).map_or_else(|| Process::start(&self.path, limits.memory), Ok)?;
        // One that is traced is evaluated twice.
        let time = if job.trace.is_some() { 2 * limits.time } else { limits.time };
        Ok(Worker::watched(process, time + grace(time)))
    }

    /// A worker of this thread that waits for a test: others may end any time.
    fn idle(&self, limits: &Limits) -> Option<Process> {
        let mut idle = lock(&self.idle);
        let own = std::thread::current().id();
        let fits = |process: &Process| process.starter == own && process.memory == limits.memory;
        let at = idle.iter().position(fits)?;
        Some(idle.swap_remove(at))
    }

    /// Keeps a worker that is done for the next test, unless it has run many, or one that failed: what it leaked stays in it.
    fn release(&self, mut worker: Worker, job: &Job, rest: &Rest) {
        worker.process.served += 1;
        let has_failed = rest.diagnostics.iter().any(Diagnostic::is_error);
        if job.trial.is_none() || has_failed || worker.process.served >= MOST_TESTS {
            return worker.dismiss();
        }
        let Worker { process, watch } = worker;
        if watch.end().is_none() {
            lock(&self.idle).push(process);
        }
    }
}

/// Evaluates a job in a worker.
pub(crate) fn run(program: &Program, job: &Job, world: &dyn World, cancel: &Cancel) -> Evaluation {
    let mut worker = match program.worker(job) {
        Ok(worker) => worker,
        Err(problem) => return failed(problem),
    };
    let _first = worker.watch.cancel.set(cancel.clone());
    let mut gathered = Gathered::new(job, world);
    let outcome = worker.talk(job, &mut gathered);
    match outcome {
        Ok(rest) => {
            program.release(worker, job, &rest);
            gathered.evaluation(rest)
        }
        Err(why) => {
            let is_gone = why == Failure::Broken(Broken::Gone);
            failed(worker.end(is_gone).explain(&why, job))
        }
    }
}

/// What keeps a worker of `program` in.
pub(crate) fn sandbox(program: &Path) -> Option<Sandbox> {
    let mut worker = Worker::watched(
        Process::start(program, Limits::DEFAULT.memory).ok()?,
        Duration::from_secs(5),
    );
    let ready = worker.process.hear().ok();
    drop(worker.end(false));
    if let Some(FromWorker::Ready { sandbox, .. }) = ready { Some(sandbox) } else { None }
}

fn failed(problem: Diagnostic) -> Evaluation {
    Evaluation { diagnostics: vec![problem], ..Evaluation::default() }
}

/// A worker that runs, and what watches it.
#[derive(Debug)]
struct Worker {
    process: Process,
    watch: Watch,
}

impl Worker {
    fn watched(process: Process, patience: Duration) -> Self {
        let watch = Watch::start(&process, patience, Manner::End);
        Self { process, watch }
    }

    /// Gives the worker its job, answers it, and takes what comes out.
    fn talk(&mut self, job: &Job, gathered: &mut Gathered<'_>) -> Result<Rest, Failure> {
        // The job waits in the pipe while the worker starts. One of another version is reported by what it says first.
        let text = gathered.read(&job.recipe)?;
        let said =
            self.process.say(&ToWorker::Job { version: VERSION, job: Box::new(job.clone()), text });
        if self.process.served == 0 {
            match self.process.hear()? {
                FromWorker::Ready { version: VERSION, .. } => {}
                _ => return Err(Failure::Version),
            }
        }
        said?;
        loop {
            match gathered.hear(self.process.hear()?)? {
                Heard::Asked(answer) => self.process.say(&answer)?,
                Heard::Taken => {}
                Heard::Other(FromWorker::Pause(pause)) if job.pauses => {
                    self.pause(&pause, gathered)?;
                }
                Heard::Other(FromWorker::Done(rest)) => return Ok(*rest),
                Heard::Other(_) => return Err(Broken::Garbled("it starts twice".into()).into()),
            }
        }
    }

    /// Lets someone look at a run that has stopped; that takes none of its time.
    fn pause(&mut self, pause: &Pause, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let _rest = Resting::begin();
        let (world, mut broken) = (gathered.world(), None);
        let goes_on = world.pause(&sanitize::pause(pause), &mut |text| {
            self.look(text, gathered).unwrap_or_else(|why| {
                broken = Some(why);
                Looked::default()
            })
        });
        broken.map_or(Ok(()), Err)?;
        Ok(self.process.say(&ToWorker::GoOn(goes_on))?)
    }

    /// Evaluates something in a run that has stopped.
    fn look(&mut self, text: &str, gathered: &mut Gathered<'_>) -> Result<Looked, Failure> {
        self.process.say(&ToWorker::Look(text.into()))?;
        loop {
            match gathered.hear(self.process.hear()?)? {
                Heard::Asked(answer) => self.process.say(&answer)?,
                Heard::Other(FromWorker::Looked(mut looked)) => {
                    looked.texts.retain(|file, _| file == TYPED);
                    looked.texts.extend(gathered.texts(&looked.diagnostics));
                    return Ok(sanitize::looked(*looked));
                }
                _ => return Err(Broken::Garbled("it goes on while it is looked at".into()).into()),
            }
        }
    }

    /// Ends a worker that is done. How it does is of no interest, and no one has to wait for it.
    fn dismiss(self) {
        self.process.kill();
        std::thread::spawn(move || self.end(false));
    }

    /// Ends the worker, whatever it does. One that is `gone` is let die by itself: its exit says why.
    fn end(self, is_gone: bool) -> End {
        if !is_gone {
            self.process.kill();
        }
        End::of(self.process, self.watch)
    }
}
