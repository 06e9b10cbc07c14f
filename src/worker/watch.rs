//! Watches a worker: ends it when its time is over or somebody wants it to stop.

use super::process::{Process, lock};
use super::protocol::{ToWorker, send};
use crate::engine::Cancel;
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the watch looks whether somebody wants the worker to stop.
const LOOK: Duration = Duration::from_millis(20);

/// How long a worker that was asked to stop may take to do so.
const GRACE: Duration = Duration::from_millis(500);

/// Why the watch ended a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Late,
    Cancelled,
}

/// What somebody does who wants a worker to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// End it at once.
    End,
    /// Ask it to stop, and end it when it does not.
    Ask,
}

/// A watch that goes on until it is told that the worker is done.
#[derive(Debug)]
pub(super) struct Watch {
    done: Sender<()>,
    /// What stops the worker from outside, once that is known.
    pub(super) cancel: Arc<OnceLock<Cancel>>,
    thread: JoinHandle<Option<Cut>>,
}

impl Watch {
    /// Starts to watch a worker, which may take as long as `patience`.
    pub(super) fn start(process: &Process, patience: Duration, manner: Manner) -> Self {
        let (done, finished) = channel();
        let cancel: Arc<OnceLock<Cancel>> = Arc::default();
        let (child, to, stop) = (process.child.clone(), Arc::downgrade(&process.to), cancel.clone());
        let ask = (manner == Manner::Ask).then_some(to);
        let thread = std::thread::spawn(move || watch(&child, &finished, patience, &stop, ask.as_ref()));
        Self { done, cancel, thread }
    }

    /// Ends the watch; tells why it had to end the worker, if it had.
    pub(super) fn end(self) -> Option<Cut> {
        let _told = self.done.send(());
        self.thread.join().unwrap_or_default()
    }
}

fn watch(
    child: &Mutex<Child>,
    finished: &Receiver<()>,
    patience: Duration,
    cancel: &OnceLock<Cancel>,
    ask: Option<&Weak<Mutex<ChildStdin>>>,
) -> Option<Cut> {
    let start = Instant::now();
    let mut asked: Option<Instant> = None;
    let cut = loop {
        if finished.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
            return None;
        }
        let is_patient = match (asked, ask) {
            (Some(at), _) => at.elapsed() < GRACE,
            (None, to) => to.is_some(),
        };
        match cancel.get().is_some_and(Cancel::is_cancelled) {
            true if !is_patient => break Cut::Cancelled,
            true if asked.is_none() => {
                asked = Some(Instant::now());
                let to = ask.and_then(Weak::upgrade);
                // Whoever holds the lock waits for a worker that does not listen: it won't hear this either.
                let _gone = to.and_then(|to| to.try_lock().ok().map(|mut to| send(&mut *to, &ToWorker::Stop)));
            }
            _ if start.elapsed() >= patience => break Cut::Late,
            _ => {}
        }
    };
    lock(child).kill().is_ok().then_some(cut)
}
