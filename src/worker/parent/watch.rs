//! Watches a worker: ends it when its time is over or the run is cancelled.

use super::process::{Process, lock};
use crate::engine::Cancel;
use crate::worker::protocol::{ToWorker, send};
use std::process::{Child, ChildStdin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the watch checks whether the run was cancelled.
const LOOK: Duration = Duration::from_millis(20);

/// How long a worker that was asked to stop may take to do so.
const GRACE: Duration = Duration::from_millis(500);

/// How long a worker may take until it says that it serves.
pub(crate) const HELLO: Duration = Duration::from_secs(10);

/// How long someone has looked at runs that stopped, which counts for no worker.
#[derive(Default)]
struct Rested {
    /// How many are looked at.
    count: usize,
    since: Option<Instant>,
    sum: Duration,
}

static RESTED: Mutex<Rested> = Mutex::new(Rested { count: 0, since: None, sum: Duration::ZERO });

/// As long as this is kept, no worker's time goes on: one that is looked at may be waited for by others.
pub(crate) struct Rest(());

impl Rest {
    pub(crate) fn begin() -> Self {
        let mut rested = lock_rested();
        rested.count += 1;
        rested.since.get_or_insert_with(Instant::now);
        Self(())
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        let mut rested = lock_rested();
        rested.count -= 1;
        if rested.count == 0
            && let Some(since) = rested.since.take()
        {
            rested.sum += since.elapsed();
        }
    }
}

fn lock_rested() -> MutexGuard<'static, Rested> {
    RESTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long it has been so far.
fn rested() -> Duration {
    let rested = lock_rested();
    rested.sum + rested.since.map_or(Duration::ZERO, |since| since.elapsed())
}

/// Why the watch ended a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It never said that it serves.
    Silent,
    Late,
    Cancelled,
}

/// How a worker is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// End it at once.
    End,
    /// Ask it to stop, and end it when it does not.
    Ask,
}

/// A watch that goes on until it learns that the worker is done.
#[derive(Debug)]
pub(crate) struct Watch {
    done: Sender<()>,
    /// What stops the worker from outside, once that is known.
    pub(crate) cancel: Arc<OnceLock<Cancel>>,
    thread: JoinHandle<Option<Cut>>,
}

impl Watch {
    /// Starts to watch a worker, which may take as long as `patience` from when it serves.
    pub(crate) fn start(process: &Process, patience: Duration, manner: Manner) -> Self {
        let (done, finished) = channel();
        let cancel: Arc<OnceLock<Cancel>> = Arc::default();
        let ask = (manner == Manner::Ask).then(|| Arc::downgrade(&process.to));
        let watched = Watched {
            child: process.child.clone(),
            serves: process.serves.clone(),
            stop: cancel.clone(),
            ask,
            patience,
        };
        let thread = std::thread::spawn(move || watched.watch(&finished));
        Self { done, cancel, thread }
    }

    /// Ends the watch; says why it had to end the worker, if it had.
    pub(crate) fn end(self) -> Option<Cut> {
        let _sent = self.done.send(());
        self.thread.join().unwrap_or_default()
    }
}

/// What the watch knows of a worker.
struct Watched {
    child: Arc<Mutex<Child>>,
    serves: Arc<AtomicBool>,
    stop: Arc<OnceLock<Cancel>>,
    /// Where it is asked to stop, when it is to be asked.
    ask: Option<Weak<Mutex<ChildStdin>>>,
    patience: Duration,
}

impl Watched {
    fn watch(&self, finished: &Receiver<()>) -> Option<Cut> {
        let (mut asked, mut start, mut serves) = (None, Instant::now(), false);
        let before = rested();
        let cut = loop {
            if finished.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                return None;
            }
            if !serves && self.serves.load(Ordering::Relaxed) {
                (start, serves) = (Instant::now(), true);
            }
            match self.stop.get().is_some_and(Cancel::is_cancelled) {
                true if !self.is_patient(asked) => break Cut::Cancelled,
                true if asked.is_none() => asked = Some(self.ask_to_stop()),
                _ if !serves && start.elapsed() >= HELLO => break Cut::Silent,
                _ if serves && start.elapsed() >= self.patience + rested() - before => {
                    break Cut::Late;
                }
                _ => {}
            }
        };
        lock(&self.child).kill().is_ok().then_some(cut)
    }

    /// Whether a worker that is to stop may still do so by itself.
    fn is_patient(&self, asked: Option<Instant>) -> bool {
        asked.map_or(self.ask.is_some(), |at| at.elapsed() < GRACE)
    }

    fn ask_to_stop(&self) -> Instant {
        let to = self.ask.as_ref().and_then(Weak::upgrade);
        // Anyone who holds the lock waits for a worker that does not listen: it won't hear this either.
        let _gone =
            to.and_then(|to| to.try_lock().ok().map(|mut to| send(&mut *to, &ToWorker::Stop)));
        Instant::now()
    }
}
