//! What came of a test.

use super::Test;
use crate::diag::render::Texts;
use crate::diag::{Diagnostic, Line};
use crate::engine::{Covered, Snapshots};
use std::time::Duration;

/// What came of a test.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The test.
    pub test: Test,
    /// What was said: it has failed when an error is among it.
    pub messages: Vec<Diagnostic>,
    /// What could be better in the files of the project, its libraries first of all.
    pub warnings: Vec<Diagnostic>,
    /// The sources that the messages speak of.
    pub texts: Texts,
    /// What it printed.
    pub printed: Vec<Line>,
    /// The calls of its functions, where they were asked for.
    pub trace: Vec<Line>,
    /// How long it took.
    pub time: Duration,
    /// The snapshots that it compared, by path: the text of those that are to be made anew.
    pub snapshots: Snapshots,
    /// The lines that it reached, when they were to be counted.
    pub covered: Covered,
}

impl Outcome {
    /// What is wrong.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.messages.iter().filter(|message| message.is_error())
    }

    /// Whether all is well.
    pub fn has_passed(&self) -> bool {
        self.errors().next().is_none()
    }
}
