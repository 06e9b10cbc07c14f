//! `--trace`: each call of a recipe's functions and of its libraries', with what it was given and what it returned.
//!
//! A recipe is evaluated once more for its trace, with its functions [wrapped](wrap). The language's own debugger would
//! be asked at every step of every run; this way a run without a trace costs nothing, and the messages and files of one
//! with a trace are those of a run without. It is the run that knows [where it was called](super::places::calls).

mod filter;
pub(crate) mod shown;
pub(crate) mod wrap;

pub use filter::TraceFilter;
pub(crate) use shown::made;

use crate::diag::{Line, Place, suggest, words};
use crate::util::lock::lock;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// How many lines a trace has, and how many bytes.
const MOST_LINES: usize = 10_000;
const MOST_BYTES: usize = 1 << 20;

/// How far calls inside calls are indented, in levels.
const DEEPEST: usize = 40;

/// What is traced, and the trace so far.
pub(crate) struct Tracer {
    pub(crate) filter: TraceFilter,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    lines: Vec<Line>,
    bytes: usize,
    left_out: u64,
    /// The lines of the calls that have not ended; none of one that is left out.
    open: Vec<Option<usize>>,
    /// The functions that there are.
    functions: BTreeSet<String>,
}

impl Log {
    fn has_room(&self) -> bool {
        self.lines.len() < MOST_LINES && self.bytes < MOST_BYTES
    }

    /// Adds a line at a depth, unless there is no room; gives its number.
    fn add(&mut self, depth: usize, text: &str, place: Option<Place>) -> Option<usize> {
        if !self.has_room() {
            self.left_out += 1;
            return None;
        }
        let text = format!("{:1$}{text}", "", 2 * depth.min(DEEPEST));
        self.bytes += text.len() + place.as_ref().map_or(0, |place| place.file.len());
        self.lines.push(Line { text, place });
        Some(self.lines.len() - 1)
    }
}

impl Tracer {
    pub(crate) fn new(filter: TraceFilter) -> Self {
        Self { filter, log: Mutex::default() }
    }

    /// Whether a function is traced; takes note that there is one.
    fn takes(&self, function: &str) -> bool {
        lock(&self.log).functions.insert(function.into());
        self.filter.takes(function)
    }

    /// A call begins.
    fn enter(&self, place: Option<Place>, call: impl FnOnce() -> String) {
        let has_room = lock(&self.log).has_room();
        let call = if has_room { call() } else { String::new() };
        let mut log = lock(&self.log);
        let depth = log.open.len();
        let line = log.add(depth, &call, place);
        log.open.push(line);
    }

    /// The call that began last ends. What came of it is on its line, unless others are in between.
    fn leave(&self, function: &str, place: Option<Place>, outcome: impl FnOnce() -> String) {
        let Some(line) = lock(&self.log).open.pop() else { return };
        let Some(line) = line else { return };
        let outcome = outcome();
        let mut log = lock(&self.log);
        if line + 1 == log.lines.len() {
            log.bytes += outcome.len();
            log.lines[line].text.push_str(&outcome);
        } else {
            let depth = log.open.len();
            log.add(depth, &format!("{function}{outcome}"), place);
        }
    }

    /// Something that one of the language's own functions does, if that is traced.
    pub(crate) fn note(&self, function: &str, place: Option<Place>, what: impl FnOnce() -> String) {
        if self.filter.takes(function) {
            let mut log = lock(&self.log);
            let depth = log.open.len();
            let what = if log.has_room() { what() } else { String::new() };
            log.add(depth, &format!("{function} {what}"), place);
        }
    }

    /// The trace of a recipe that a test runs, inside its own.
    pub(crate) fn include(&self, lines: Vec<Line>) {
        let mut log = lock(&self.log);
        let depth = log.open.len();
        for Line { text, place } in lines {
            log.add(depth, &text, place);
        }
    }

    /// The whole trace, with a last line for what is left out.
    pub(crate) fn take(&self) -> Vec<Line> {
        let mut log = lock(&self.log);
        let mut lines = std::mem::take(&mut log.lines);
        if log.left_out > 0 {
            let count = words::count(usize::try_from(log.left_out).unwrap_or(usize::MAX), "line");
            lines.push(
                format!(
                    "{count} more left out: `--trace=NAME` shows the calls of some functions only"
                )
                .into(),
            );
        }
        if lines.is_empty() {
            lines.push(self.nothing(&log.functions).into());
        }
        lines
    }

    /// Why a trace is empty.
    fn nothing(&self, functions: &BTreeSet<String>) -> String {
        if self.filter.is_empty() {
            return "no function of a recipe or library was called".into();
        }
        let functions = || functions.iter().map(String::as_str);
        let near = self.filter.patterns().find_map(|name| suggest::did_you_mean(name, functions()));
        let near = near.map(|near| format!(": {near}")).unwrap_or_default();
        format!("no function was called whose name matches {}{near}", self.filter)
    }
}
