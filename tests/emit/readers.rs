//! Readers that people's tools use, in a process that is asked many times.

use crate::seen::Seen;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A program that reads texts; see `readers.py`, and `readers.cjs` for Node's.
pub(crate) struct Readers {
    process: RefCell<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Readers {
    pub(crate) fn start() -> Self {
        Self::of(Command::new(tools().join("bin/python")).arg(script("readers.py")))
    }

    /// Node's readers.
    pub(crate) fn node() -> Self {
        Self::of(Command::new("node").arg(script("readers.cjs")).arg(tools()))
    }

    fn of(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| {
            panic!("{command:?} does not start ({error}): run scripts/tools")
        });
        let stdin = child.stdin.take().expect("standard input was asked for");
        let stdout = child.stdout.take().expect("standard output was asked for");
        Self { process: RefCell::new((child, stdin, BufReader::new(stdout))) }
    }

    /// What `reader` sees in each text.
    pub(crate) fn ask(&self, reader: &str, texts: &[String]) -> Vec<Result<Seen, String>> {
        let (_, stdin, stdout) = &mut *self.process.borrow_mut();
        let request = serde_json::json!({ "reader": reader, "texts": texts }).to_string();
        writeln!(stdin, "{request}")
            .expect("the readers are there: run scripts/tools if a Python package is missing");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("the readers answer in UTF-8");
        let answers: Vec<Result<Seen, String>> =
            serde_json::from_str(&answer).unwrap_or_else(|error| {
                panic!("the readers said {answer:?} ({error}): run scripts/tools")
            });
        assert_eq!(answers.len(), texts.len(), "the readers answer every text");
        answers.into_iter().map(|answer| answer.map(Seen::with_our_floats)).collect()
    }
}

fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/emit").join(name)
}

fn tools() -> PathBuf {
    std::env::var_os("SW_TOOLS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tools"),
        PathBuf::from,
    )
}

impl Drop for Readers {
    fn drop(&mut self) {
        let (child, ..) = self.process.get_mut();
        // It only reads: if it is gone already, nothing is lost.
        let _ = child.kill();
        let _ = child.wait();
    }
}
