//! What a user at a terminal sees while they wait: nothing in the first second, then what is going on.

use crate::cli::ui::retell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often the line is written again; nothing is written before.
const STEP: Duration = Duration::from_secs(1);

/// A line that says what takes so long.
pub(crate) struct Progress {
    is_shown: bool,
    running: Mutex<Option<(Sender<()>, JoinHandle<()>)>>,
}

impl Progress {
    /// One that is shown, or one for where no one watches.
    pub(crate) fn new(is_shown: bool) -> Self {
        Self { is_shown, running: Mutex::default() }
    }

    /// Something starts; what was going on before is over.
    pub(crate) fn start(&self, what: &str) {
        self.stop();
        if self.is_shown {
            let (end, ended) = channel();
            let what = what.to_string();
            *self.running() = Some((end, std::thread::spawn(move || tick(&what, &ended))));
        }
    }

    /// Takes the line away.
    pub(crate) fn stop(&self) {
        if let Some((end, thread)) = self.running().take() {
            drop(end);
            let _over = thread.join();
        }
    }

    fn running(&self) -> MutexGuard<'_, Option<(Sender<()>, JoinHandle<()>)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tick(what: &str, ended: &Receiver<()>) {
    let start = Instant::now();
    let mut is_there = false;
    while ended.recv_timeout(STEP) == Err(RecvTimeoutError::Timeout) {
        retell(&format!("{what} ({} s, Ctrl-C stops it)", start.elapsed().as_secs()));
        is_there = true;
    }
    if is_there {
        retell("");
    }
}
