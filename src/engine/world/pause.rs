//! A run that stops at a `breakpoint()`, and a person who looks at it.

use crate::diag::{Diagnostic, Line, Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A run that has stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The line of the `breakpoint()`.
    pub place: Place,
    /// The variables there, those that were made last first: their names, and what they are in short.
    pub variables: Vec<(String, String)>,
}

/// Evaluates what is typed while a run has stopped, in the middle of it.
pub type Look<'a> = &'a mut dyn FnMut(&str) -> Looked;

/// What something comes to that was typed there. Its variables and files are taken back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The value, ready to be shown; none when there is nothing to show.
    pub value: Option<String>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// What it printed.
    pub printed: Vec<Line>,
    /// The paths of the files that it would have emitted.
    pub emitted: Vec<String>,
    /// The sources that the messages speak of.
    pub texts: BTreeMap<String, String>,
}

/// The name of what is typed, in messages.
pub(crate) const TYPED: &str = "breakpoint";

/// What a run does where it may stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It stops.
    Stop,
    /// It goes on, and says that no one is there to look.
    Warn,
    /// It goes on: it stopped there when it was run before.
    Pass,
}

impl Manner {
    /// What a run does, where a person may look or not, when it is run first or again.
    pub(crate) fn of(pauses: bool, is_first: bool) -> Self {
        match (pauses, is_first) {
            (false, _) => Self::Warn,
            (true, true) => Self::Stop,
            (true, false) => Self::Pass,
        }
    }
}
