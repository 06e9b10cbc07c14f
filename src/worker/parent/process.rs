//! A worker's process as its parent holds it: both ends of the pipe, and its end.

use crate::diag::Diagnostic;
use crate::worker::ARGUMENT;
use crate::worker::protocol::{BUFFER, Broken, FromWorker, ToWorker, hear, send};
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::Duration;

/// How much of what a dying worker says is kept.
const LAST_WORDS: u64 = 4096;

/// The variable that every worker has, and nothing else in its environment: how much memory its recipe may use, in bytes.
const MEMORY: &str = "SW_WORKER_MEMORY";

/// How much memory this worker's recipe may use; none when this is no worker.
pub(crate) fn memory() -> Option<usize> {
    std::env::var(MEMORY).ok()?.parse().ok()
}

/// Whether this process was started as a worker.
fn is_worker() -> bool {
    std::env::var_os(MEMORY).is_some()
        || std::env::args_os().nth(1).is_some_and(|first| first == ARGUMENT)
}

/// That a program which was started as a worker does something else.
pub(crate) fn unserved(program: &str) -> Diagnostic {
    Diagnostic::error("no-worker", format!("{program} was started as a worker, and does not serve as one"))
        .hint("call `Runtime::serve` at the start of `main` when the first argument is `sw::worker::ARGUMENT`, and return after it")
}

/// A worker that runs.
#[derive(Debug)]
pub(crate) struct Process {
    /// How much memory its recipe may use.
    pub(crate) memory: usize,
    /// How many jobs it has done.
    pub(crate) served: u32,
    /// The thread that started it: the process ends with it.
    pub(crate) starter: ThreadId,
    /// Whether it said that it serves.
    pub(crate) serves: Arc<AtomicBool>,
    pub(crate) child: Arc<Mutex<Child>>,
    pub(crate) to: Arc<Mutex<ChildStdin>>,
    from: BufReader<ChildStdout>,
    last_words: JoinHandle<String>,
}

impl Process {
    /// Starts `program` as a worker whose recipe may use so much `memory`.
    ///
    /// # Errors
    /// When it can't be started; and when this is a worker itself, which would start the next without an end.
    pub(crate) fn start(program: &Path, memory: usize) -> Result<Self, Diagnostic> {
        if is_worker() {
            return Err(unserved("this program"));
        }
        Self::spawn(program, memory).map_err(|error| {
            Diagnostic::error(
                "system-error",
                format!("the process that runs recipes can't be started: {error}"),
            )
            .note(format!("it is `{}`, started again", program.display()))
            .hint("with `--trust` a recipe that you trust runs without one")
        })
    }

    fn spawn(program: &Path, memory: usize) -> std::io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(ARGUMENT)
            .env_clear()
            .env(MEMORY, memory.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn()?;
        let ends = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(to), Some(from), Some(errors)) = ends else {
            return Err(std::io::Error::other("it has no pipe"));
        };
        let last_words = std::thread::Builder::new()
            .spawn(move || first_part(errors))
            .inspect_err(|_| drop(child.kill()))?;
        Ok(Self {
            memory,
            served: 0,
            starter: std::thread::current().id(),
            serves: Arc::default(),
            child: Arc::new(Mutex::new(child)),
            to: Arc::new(Mutex::new(to)),
            from: BufReader::with_capacity(BUFFER, from),
            last_words,
        })
    }

    /// Sends the worker a message.
    ///
    /// # Errors
    /// When it no longer exists.
    pub(crate) fn say(&self, message: &ToWorker) -> Result<(), Broken> {
        send(&mut *lock(&self.to), message).map_err(|_| Broken::Gone)
    }

    /// What the worker says next.
    ///
    /// # Errors
    /// When it no longer exists, or says what it may not.
    pub(crate) fn hear(&mut self) -> Result<FromWorker, Broken> {
        let said = hear(&mut self.from);
        if matches!(said, Ok(FromWorker::Ready { .. })) {
            self.serves.store(true, Ordering::Relaxed);
        }
        said
    }

    /// Ends the process at once; anyone who waits for it sees its end.
    pub(crate) fn kill(&self) {
        let _ended = lock(&self.child).kill();
    }

    /// Waits for the end, after the pipe was closed.
    pub(crate) fn close(self) -> Closed {
        drop((self.to, self.from));
        Closed { child: self.child, last_words: self.last_words }
    }
}

/// A worker whose pipe is closed.
pub(crate) struct Closed {
    child: Arc<Mutex<Child>>,
    last_words: JoinHandle<String>,
}

impl Closed {
    /// How it ended.
    pub(crate) fn status(&self) -> Option<ExitStatus> {
        wait(&self.child)
    }

    /// What it said at its end.
    pub(crate) fn last_words(self) -> String {
        self.last_words.join().unwrap_or_default()
    }
}

/// Keeps the terminal's Ctrl-C from the worker: it is for the parent to end it.
#[cfg(unix)]
fn apart(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}

/// Locks, also after a panic elsewhere.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

/// What is said first; the rest is taken and dropped, so that no one waits for room.
fn first_part(mut errors: impl Read) -> String {
    let mut first = Vec::new();
    let _partly = errors.by_ref().take(LAST_WORDS).read_to_end(&mut first);
    let _rest = std::io::copy(&mut errors, &mut std::io::sink());
    String::from_utf8_lossy(&first).into_owned()
}
