//! Who vouches for a file that is to be deleted: this machine, or git.

use crate::cli::git::client::Git;
use std::cell::OnceCell;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ChildStdout;
use std::sync::Mutex;
use sw::model::FilePath;
use sw::plan::{Entry, Witness};
use sw::write::{State, Written};

/// The largest file that git is asked for: what `sw` writes is smaller.
const LARGEST: u64 = 64 << 20;

/// Both, each asked when it is needed.
pub(crate) struct Witnesses {
    root: PathBuf,
    written: Written,
    index: OnceCell<Option<Mutex<Index>>>,
}

impl Witnesses {
    /// Those of an output root.
    pub(crate) fn of(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            written: State::of_user().written(root),
            index: OnceCell::new(),
        }
    }
}

impl Witness for Witnesses {
    fn wrote(&self, entry: &Entry) -> bool {
        self.written.wrote(entry)
    }

    fn kept(&self, path: &FilePath) -> Option<Vec<u8>> {
        let index = self.index.get_or_init(|| Index::open(&self.root).map(Mutex::new)).as_ref()?;
        index.lock().ok()?.staged(path)
    }
}

/// A git that gives what is in its index, as it is kept: no filter runs.
struct Index {
    git: Git,
    from: BufReader<ChildStdout>,
}

impl Index {
    fn open(root: &Path) -> Option<Self> {
        let mut git = Git::start(root, &["cat-file", "--batch"])?;
        let from = BufReader::new(git.from.take()?);
        Some(Self { git, from })
    }

    /// The content of a file in the index; none when it has no such file.
    fn staged(&mut self, path: &FilePath) -> Option<Vec<u8>> {
        let answer = self.git.ask(&format!(":./{path}\n")).and_then(|()| self.answer());
        if answer.is_none() {
            // What it says from here on would be taken for the answer to another question.
            self.git.to = None;
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
