//! The parent's side: starts the worker, answers what it asks, and believes nothing that it says.

use super::protocol::{Broken, FromWorker, Rest, ToWorker, VERSION, receive, send};
use super::{ARGUMENT, Sandbox, review};
use crate::diag::{Diagnostic, words};
use crate::engine::world::{Question, WorldError};
use crate::engine::{Cancel, Evaluation, Rehearsal, Rehearsed, Role, World, cancelled};
use crate::library;
use crate::model::{File, Model};
use crate::pipeline::Job;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How large one message of the worker may be: a file with its facts, or all its messages.
const LARGEST_MESSAGE: usize = 32 << 20;

/// How much the files of a run may hold together, in bytes.
const LARGEST_OUTPUT: usize = 64 << 20;

/// How many files a run may make.
const MOST_FILES: usize = 100_000;

/// How much is read for a run, in bytes, and how many questions are answered.
const LARGEST_INPUT: usize = 256 << 20;
const MOST_QUESTIONS: usize = 100_000;

/// How long a worker may take beyond its own limit before it is ended.
fn grace(limit: Duration) -> Duration {
    (limit / 4).max(Duration::from_secs(1))
}

/// How many sources are kept for messages to show.
const MOST_TEXTS: usize = 256;

/// How much of what a dying worker says is kept.
const LAST_WORDS: u64 = 4096;

/// The program that is started again as a worker.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    /// A worker that has no job yet, and how long it may take.
    ahead: Mutex<Option<(Worker, Duration)>>,
}

impl Program {
    /// The program at `path`.
    pub fn new(path: PathBuf) -> Self {
        Self { path, ahead: Mutex::default() }
    }

    /// Starts a worker that is ready when a job comes, which may take as long as `limit`: starting one takes
    /// a while, in which there are other things to do.
    pub fn start_ahead(&self, limit: Duration) {
        let worker = Worker::start(&self.path, limit + grace(limit)).ok();
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = worker.map(|worker| (worker, limit));
    }

    fn worker(&self, limit: Duration) -> std::io::Result<Worker> {
        let ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner).take();
        match ahead.filter(|(_, known)| *known == limit) {
            Some((worker, _)) => Ok(worker),
            None => Worker::start(&self.path, limit + grace(limit)),
        }
    }
}

/// Evaluates a job in a worker.
pub(super) fn run(program: &Program, job: &Job, world: &dyn World, cancel: &Cancel) -> Evaluation {
    let mut worker = match program.worker(job.limits.time) {
        Ok(worker) => worker,
        Err(error) => return failed(no_worker(&program.path, &error)),
    };
    let _first = worker.cancel.set(cancel.clone());
    let mut gathered = Gathered::new(job, world);
    let outcome = worker.talk(job, &mut gathered);
    match outcome {
        Ok(rest) => {
            worker.dismiss();
            gathered.evaluation(rest)
        }
        Err(why) => {
            let is_gone = why == Failure::Broken(Broken::Gone);
            failed(worker.end(is_gone).explain(&why, job))
        }
    }
}

/// What keeps a worker of `program` in.
pub(super) fn sandbox(program: &Path) -> Option<Sandbox> {
    let mut worker = Worker::start(program, Duration::from_secs(5)).ok()?;
    let ready = receive(&mut worker.from, LARGEST_MESSAGE).ok();
    drop(worker.end(false));
    if let Some(FromWorker::Ready { sandbox, .. }) = ready { Some(sandbox) } else { None }
}

fn failed(problem: Diagnostic) -> Evaluation {
    Evaluation { diagnostics: vec![problem], ..Evaluation::default() }
}

fn no_worker(program: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("system-error", format!("the process that runs recipes can't be started: {error}"))
        .note(format!("it is `{}`, started again", program.display()))
        .hint("with `--trust` a recipe that you trust runs without one")
}

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
enum Failure {
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

/// A worker that runs.
#[derive(Debug)]
struct Worker {
    child: Arc<Mutex<Child>>,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    last_words: JoinHandle<String>,
    done: Sender<()>,
    /// What stops it from outside, once it has a job.
    cancel: Arc<OnceLock<Cancel>>,
    watch: JoinHandle<Option<Cut>>,
}

/// Why the watch ended a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Late,
    Cancelled,
}

impl Worker {
    fn start(program: &Path, patience: Duration) -> std::io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(ARGUMENT).env_clear().current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn()?;
        let ends = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(to), Some(from), Some(errors)) = ends else { return Err(std::io::Error::other("it has no pipe")) };
        let last_words = std::thread::spawn(move || first_part(errors));
        let child = Arc::new(Mutex::new(child));
        let (done, finished) = channel();
        let cancel: Arc<OnceLock<Cancel>> = Arc::default();
        let (watched, stop) = (child.clone(), cancel.clone());
        let watch = std::thread::spawn(move || watch(&watched, &finished, patience, &stop));
        Ok(Self { child, to, from: BufReader::new(from), last_words, done, cancel, watch })
    }

    /// Gives the worker its job, answers it, and takes what comes out.
    fn talk(&mut self, job: &Job, gathered: &mut Gathered<'_>) -> Result<Rest, Failure> {
        match receive(&mut self.from, LARGEST_MESSAGE)? {
            FromWorker::Ready { version: VERSION, .. } => {}
            _ => return Err(Failure::Version),
        }
        self.say(&ToWorker::Job { version: VERSION, job: Box::new(job.clone()) })?;
        loop {
            match receive(&mut self.from, LARGEST_MESSAGE)? {
                FromWorker::Read(path) => self.say(&ToWorker::Text(gathered.read(&path)?))?,
                FromWorker::List(folder) => self.say(&ToWorker::Names(gathered.list(&folder)?))?,
                FromWorker::Ask(question) => self.say(&ToWorker::Answer(gathered.ask(&question)?))?,
                FromWorker::Rehearse(rehearsal) => self.say(&ToWorker::Rehearsed(gathered.rehearse(&rehearsal)?))?,
                FromWorker::File(file) => gathered.add(*file)?,
                FromWorker::Done(rest) => return Ok(*rest),
                FromWorker::Ready { .. } => return Err(Broken::Garbled("it starts twice".into()).into()),
            }
        }
    }

    fn say(&mut self, message: &ToWorker) -> Result<(), Failure> {
        send(&mut self.to, message).map_err(|_| Broken::Gone.into())
    }

    /// Ends a worker that is done. How it does is of no interest, and nobody has to wait for it.
    fn dismiss(self) {
        let _ended = lock(&self.child).kill();
        std::thread::spawn(move || self.end(false));
    }

    /// Ends the worker, whatever it does. One that is `gone` is let die by itself: how it does tells why.
    fn end(self, is_gone: bool) -> End {
        drop((self.to, self.from));
        if !is_gone {
            let _ended = lock(&self.child).kill();
        }
        let status = wait(&self.child);
        let _told = self.done.send(());
        let cut = self.watch.join().unwrap_or_default();
        End { status, cut, last_words: self.last_words.join().unwrap_or_default() }
    }
}

/// Keeps the terminal's Ctrl-C from the worker: it is for the parent to end it.
#[cfg(unix)]
fn apart(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}

fn lock(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the end, and leaves the watch its chance to bring it about.
fn wait(child: &Mutex<Child>) -> Option<ExitStatus> {
    loop {
        match lock(child).try_wait() {
            Ok(None) => {}
            ended => return ended.ok().flatten(),
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// How often the watch looks whether somebody wants the worker to stop.
const LOOK: Duration = Duration::from_millis(20);

/// Ends the worker when its time is over or somebody wants it to stop; tells why it had to.
fn watch(child: &Mutex<Child>, finished: &Receiver<()>, patience: Duration, cancel: &OnceLock<Cancel>) -> Option<Cut> {
    let start = Instant::now();
    let cut = loop {
        if finished.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
            return None;
        }
        if cancel.get().is_some_and(Cancel::is_cancelled) {
            break Cut::Cancelled;
        }
        if start.elapsed() >= patience {
            break Cut::Late;
        }
    };
    lock(child).kill().is_ok().then_some(cut)
}

/// What is said first; the rest is taken and dropped, so that nobody waits for room.
fn first_part(mut errors: impl Read) -> String {
    let mut first = Vec::new();
    let _partly = errors.by_ref().take(LAST_WORDS).read_to_end(&mut first);
    let _rest = std::io::copy(&mut errors, &mut std::io::sink());
    String::from_utf8_lossy(&first).into_owned()
}

/// How a worker ended.
struct End {
    status: Option<ExitStatus>,
    cut: Option<Cut>,
    last_words: String,
}

impl End {
    /// What it means that there is no result.
    fn explain(&self, why: &Failure, job: &Job) -> Diagnostic {
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
            Failure::Broken(Broken::TooLarge(_)) => Diagnostic::error(
                "too-large",
                format!("the recipe `{}` makes a file of more than {} MiB", job.recipe, LARGEST_MESSAGE >> 20),
            )
            .hint("emit parts of it as files of their own"),
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

/// What has come from a worker so far, and what it was given.
struct Gathered<'a> {
    job: &'a Job,
    world: &'a dyn World,
    files: Vec<File>,
    size: usize,
    given: usize,
    questions: usize,
}

impl<'a> Gathered<'a> {
    fn new(job: &'a Job, world: &'a dyn World) -> Self {
        Self { job, world, files: Vec::new(), size: 0, given: 0, questions: 0 }
    }

    fn read(&mut self, path: &str) -> Result<Result<String, WorldError>, Failure> {
        let text = self.world.read(path);
        self.count(text.as_ref().map_or(0, String::len))?;
        Ok(text)
    }

    fn list(&mut self, folder: &str) -> Result<Result<Vec<String>, WorldError>, Failure> {
        let names = self.world.list(folder);
        self.count(names.iter().flatten().map(String::len).sum())?;
        Ok(names)
    }

    fn ask(&mut self, question: &Question) -> Result<Option<String>, Failure> {
        self.count(0)?;
        Ok(self.world.ask(&review::question(question, &self.job.project)))
    }

    /// Recipes are run for tests only.
    fn rehearse(&mut self, rehearsal: &Rehearsal) -> Result<Option<Box<Rehearsed>>, Failure> {
        self.count(0)?;
        let is_test = self.job.trial.as_ref().is_some_and(|trial| trial.role != Role::Recipe);
        Ok(is_test.then(|| self.world.rehearse(rehearsal)).flatten().map(Box::new))
    }

    fn count(&mut self, given: usize) -> Result<(), Failure> {
        self.given += given;
        self.questions += 1;
        if self.given > LARGEST_INPUT || self.questions > MOST_QUESTIONS { Err(Failure::Input) } else { Ok(()) }
    }

    /// Takes a file. Whose it is, is not for the worker to say; its path was checked as it was received.
    fn add(&mut self, mut file: File) -> Result<(), Failure> {
        self.size += file.text.len() + file.path.as_str().len();
        if self.size > LARGEST_OUTPUT || self.files.len() >= MOST_FILES {
            return Err(Failure::Output);
        }
        if file.environment.as_ref().is_some_and(|name| self.job.project.environments.iter().all(|known| known.name != *name)) {
            return Err(Broken::Garbled("a file is made for an environment that the project does not have".into()).into());
        }
        file.origin.recipe.clone_from(&self.job.recipe);
        self.files.push(file);
        Ok(())
    }

    fn evaluation(self, rest: Rest) -> Evaluation {
        let texts = self.texts(&rest.diagnostics);
        let files = if rest.diagnostics.iter().any(Diagnostic::is_error) { Vec::new() } else { self.files };
        Evaluation {
            model: Model { files, secrets: rest.secrets, allowed: rest.allowed },
            diagnostics: rest.diagnostics,
            value: rest.value,
            printed: rest.printed,
            asked: rest.asked,
            texts,
            snapshots: rest.snapshots,
            covered: rest.covered,
        }
    }

    /// The sources that messages speak of.
    fn texts(&self, messages: &[Diagnostic]) -> BTreeMap<String, String> {
        let places = messages.iter().flat_map(|message| {
            let related = message.related.iter().map(|(place, _)| place);
            message.place.iter().chain(related)
        });
        // What is found out later, as a file that is in the way, speaks of the emits.
        let emits = self.files.iter().map(|file| &file.origin.place);
        let files: BTreeSet<&str> = places.chain(emits).map(|place| place.file.as_str()).collect();
        files.into_iter().take(MOST_TEXTS).filter_map(|file| Some((file.to_string(), self.source(file)?))).collect()
    }

    fn source(&self, file: &str) -> Option<String> {
        let shelf = library::STANDARD.iter().find(|(id, _)| *id == file).map(|(_, text)| text.to_string());
        shelf.or_else(|| self.world.read(file).ok())
    }
}
