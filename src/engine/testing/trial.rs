//! Runs that are tests: what they are given, what they find out, and recipes that they rehearse.

use crate::diag::{Diagnostic, Line};
use crate::engine::tracing::TraceFilter;
use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What kind of run for a test this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// A test: this function of the file is called, once all else in it has run.
    Test(String),
    /// An example of a documentation, which may check things as a test does.
    Example,
    /// A recipe that a test rehearses: it is run as always.
    Recipe,
}

/// A run for a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// What it is.
    pub role: Role,
    /// Whether snapshots that differ are made anew instead of being a failure.
    pub bless: bool,
    /// Whether the lines that it reaches are counted.
    pub coverage: bool,
}

/// The snapshots that a test compared, by path: the text of those that are to be made anew.
pub type Snapshots = BTreeMap<String, Option<String>>;

/// How often each line was reached that can be, by file.
pub type Covered = BTreeMap<String, BTreeMap<u32, u64>>;

/// What a trial has found out so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(super) snapshots: Mutex<Snapshots>,
    pub(crate) covered: Mutex<Covered>,
}

/// A recipe to be run as a part of a test, in a project that may be made up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// The recipe's path in the project.
    pub recipe: String,
    /// The project that it finds.
    pub project: Arc<Project>,
    /// The values that it is given.
    pub inputs: BTreeMap<String, String>,
    /// The environments that it is limited to; none is no limit.
    pub targets: Vec<String>,
    /// Files that it finds besides those of the project, or in their place.
    pub files: BTreeMap<String, String>,
    /// Whether the lines that it reaches are counted.
    pub coverage: bool,
    /// Which of its calls are traced.
    pub trace: Option<TraceFilter>,
}

/// What came of a rehearsal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rehearsed {
    /// The files that it made: path and text, sorted.
    pub files: BTreeMap<String, String>,
    /// What was said, errors first.
    pub messages: Vec<Diagnostic>,
    /// What it printed.
    pub printed: Vec<Line>,
    /// The calls of its functions, where they were asked for.
    pub trace: Vec<Line>,
    /// What its last expression was, as a recipe writes it.
    pub value: String,
    /// The secrets that it declares or uses, by name.
    pub secrets: Vec<String>,
}
