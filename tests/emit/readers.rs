//! Python's readers, in one process that is asked many times.

use crate::seen::Seen;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A Python that reads texts; see `readers.py`.
pub(crate) struct Readers {
    process: RefCell<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Readers {
    pub(crate) fn start() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let tools = std::env::var_os("SW_TOOLS").map_or_else(|| root.join("target/tools"), PathBuf::from);
        let python = tools.join("bin/python");
        let mut child = Command::new(&python)
            .arg(root.join("tests/emit/readers.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start ({error}): run scripts/tools", python.display()));
        let stdin = child.stdin.take().expect("standard input was asked for");
        let stdout = child.stdout.take().expect("standard output was asked for");
        Self { process: RefCell::new((child, stdin, BufReader::new(stdout))) }
    }

    /// What `reader` sees in each text.
    pub(crate) fn ask(&self, reader: &str, texts: &[String]) -> Vec<Result<Seen, String>> {
        let (_, stdin, stdout) = &mut *self.process.borrow_mut();
        let request = serde_json::json!({ "reader": reader, "texts": texts }).to_string();
        writeln!(stdin, "{request}").expect("the readers are there: run scripts/tools if a Python package is missing");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("the readers answer in UTF-8");
        let answers: Vec<Result<Seen, String>> =
            serde_json::from_str(&answer).unwrap_or_else(|error| panic!("the readers said {answer:?} ({error}): run scripts/tools"));
        assert_eq!(answers.len(), texts.len(), "the readers answer every text");
        answers.into_iter().map(|answer| answer.map(Seen::with_our_floats)).collect()
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        let (child, ..) = self.process.get_mut();
        // It only reads: if it is gone already, nothing is lost.
        let _ = child.kill();
        let _ = child.wait();
    }
}
