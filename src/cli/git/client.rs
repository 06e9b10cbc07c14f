//! The user's own git, asked about a repository that may be hostile: it starts no program that the repository names,
//! fetches nothing, and is ended when it waits for something that never comes.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long git may take. Its files can be pipes, too.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether it took longer once: then it is not asked again.
static IS_STUCK: AtomicBool = AtomicBool::new(false);

/// How much of an answer is read.
const LARGEST: u64 = 256 << 20;

/// A git that runs.
pub(crate) struct Git {
    pub(crate) to: Option<ChildStdin>,
    pub(crate) from: Option<ChildStdout>,
    child: Arc<Mutex<Child>>,
    /// Ends the watch when it is dropped.
    _watched: Sender<()>,
}

impl Git {
    /// Starts git in a folder; none outside of a repository, where there is no git, and when it got stuck before.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Option<Self> {
        if IS_STUCK.load(Ordering::Relaxed) {
            return None;
        }
        let whole = folder.canonicalize().ok()?;
        whole.ancestors().find(|outer| outer.join(".git").exists())?;
        let mut command = Command::new("git");
        command.arg("-C").arg(&whole).args(["-c", "core.fsmonitor=false"]).args(arguments);
        command.envs([
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_OPTIONAL_LOCKS", "0"),
        ]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let child = Arc::new(Mutex::new(child));
        let (watched, over) = channel::<()>();
        let patient = child.clone();
        std::thread::spawn(move || {
            if over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                IS_STUCK.store(true, Ordering::Relaxed);
                kill(&patient);
            }
        });
        Some(Self { to, from, child, _watched: watched })
    }

    /// What git answers when it is asked nothing more, and how it ends.
    pub(crate) fn answer(mut self) -> Option<(ExitStatus, Vec<u8>)> {
        self.to = None;
        let mut answer = Vec::new();
        self.from.take()?.take(LARGEST).read_to_end(&mut answer).ok()?;
        loop {
            let ended =
                self.child.lock().unwrap_or_else(PoisonError::into_inner).try_wait().ok()?;
            match ended {
                Some(status) => return Some((status, answer)),
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Asks something on its standard input.
    pub(crate) fn ask(&mut self, question: &str) -> Option<()> {
        let to = self.to.as_mut()?;
        to.write_all(question.as_bytes()).and_then(|()| to.flush()).ok()
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        kill(&self.child);
    }
}

fn kill(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    let _ended = child.kill();
    let _status = child.wait();
}
