//! Who vouches for a file that is to be deleted: this machine, or git.

use std::cell::OnceCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use sw::model::FilePath;
use sw::plan::{Entry, Witness};
use sw::write::{State, Written};

/// The largest file that git is asked for: what `sw` writes is smaller.
const LARGEST: u64 = 64 << 20;

/// Both, each asked when it is needed.
pub(super) struct Witnesses {
    root: PathBuf,
    written: Written,
    git: OnceCell<Option<Mutex<Git>>>,
}

impl Witnesses {
    /// Those of an output root.
    pub(super) fn of(root: &Path) -> Self {
        Self { root: root.to_path_buf(), written: State::of_user().written(root), git: OnceCell::new() }
    }
}

impl Witness for Witnesses {
    fn wrote(&self, entry: &Entry) -> bool {
        self.written.wrote(entry)
    }

    fn kept(&self, path: &FilePath) -> Option<Vec<u8>> {
        let git = self.git.get_or_init(|| Git::start(&self.root).map(Mutex::new)).as_ref()?;
        git.lock().ok()?.staged(path)
    }
}

/// A process of git that gives what is in its index.
struct Git {
    process: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Git {
    /// Starts it; none outside of a repository, and where there is no git.
    ///
    /// What is in the index is given as it is kept: no filter runs, nor any other program that the repository's
    /// configuration names, and what is missing is not fetched.
    fn start(root: &Path) -> Option<Self> {
        root.canonicalize().ok()?.ancestors().find(|outer| outer.join(".git").exists())?;
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(["-c", "core.fsmonitor=false", "cat-file", "--batch"]);
        command.envs([("GIT_ALLOW_PROTOCOL", "none"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_OPTIONAL_LOCKS", "0")]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let (to, from) = (process.stdin.take(), BufReader::new(process.stdout.take()?));
        Some(Self { process, to, from })
    }

    /// The content of a file in the index; none when it has no such file.
    fn staged(&mut self, path: &FilePath) -> Option<Vec<u8>> {
        let to = self.to.as_mut()?;
        let answer = writeln!(to, ":./{path}").and_then(|()| to.flush()).ok().and_then(|()| self.answer());
        if answer.is_none() {
            // What it says from here on would be taken for the answer to another question.
            self.to = None;
        }
        answer?
    }

    /// Its answer; none when it is none, or more than is read.
    fn answer(&mut self) -> Option<Option<Vec<u8>>> {
        let mut head = String::new();
        self.from.by_ref().take(1 << 14).read_line(&mut head).ok()?;
        let head = head.strip_suffix('\n')?;
        if head.ends_with(" missing") {
            return Some(None);
        }
        let (_, size) = head.split_once(" blob ")?;
        let size: u64 = size.parse().ok().filter(|size| *size <= LARGEST)?;
        let mut content = Vec::new();
        self.from.by_ref().take(size + 1).read_to_end(&mut content).ok()?;
        (content.pop() == Some(b'\n') && content.len() as u64 == size).then_some(Some(content))
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        self.to = None;
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
