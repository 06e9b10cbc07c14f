//! Runs that are tests: what they are given, what they find out, and recipes that they rehearse.

use super::coverage::Covered;
use crate::diag::Diagnostic;
use crate::engine::run::context::{Run, lock};
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

/// What a trial has found out so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    snapshots: Mutex<Snapshots>,
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
}

/// What came of a rehearsal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rehearsed {
    /// The files that it made: path and text, sorted.
    pub files: BTreeMap<String, String>,
    /// What was said, errors first.
    pub messages: Vec<Diagnostic>,
    /// What it printed.
    pub printed: Vec<String>,
    /// What its last expression was, as a recipe writes it.
    pub value: String,
    /// The secrets that it declares or uses, by name.
    pub secrets: Vec<String>,
}

impl Run {
    /// Whether this run may check things as tests do.
    fn is_test(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| matches!(trial.role, Role::Test(_) | Role::Example))
    }

    /// That something is only there in tests.
    ///
    /// # Errors
    /// When this is no test.
    pub fn in_test(&self, function: &str) -> Result<(), Diagnostic> {
        if self.is_test() {
            return Ok(());
        }
        Err(Diagnostic::error("only-in-tests", format!("`{function}` is there in tests only"))
            .note(
                "tests are functions `test_...` in files `..._test.rhai`, and `sw test` runs them",
            )
            .hint("to stop a recipe on a condition, write `if ... { fail(\"why\") }`"))
    }

    /// The name of the test that runs.
    pub fn test_name(&self) -> &str {
        match self.trial.as_ref().map(|trial| &trial.role) {
            Some(Role::Test(function)) => function,
            _ => "example",
        }
    }

    /// Whether snapshots that differ are made anew.
    pub fn blesses(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.bless)
    }

    /// Whether reached lines are counted.
    pub fn counts_lines(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.coverage)
    }

    /// The path of a snapshot, which has to be the only one of its name in a test.
    ///
    /// # Errors
    /// When the test has compared one of this name before.
    pub fn snapshot_path(&self, file: &str, name: Option<&str>) -> Result<String, Diagnostic> {
        let (folder, file) =
            file.rsplit_once('/').map_or(("", file), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = name.map(|name| format!(".{name}")).unwrap_or_default();
        let path = format!(
            "{folder}{slash}snapshots/{}/{}{name}.snap",
            file.trim_end_matches(".rhai"),
            self.test_name()
        );
        if lock(&self.findings.snapshots).insert(path.clone(), None).is_some() {
            return Err(Diagnostic::error(
                "duplicate-snapshot",
                format!("the test compares two snapshots with `{path}`"),
            )
            .hint("give each a name: `assert_snapshot(thing, \"before\")`"));
        }
        Ok(path)
    }

    /// Takes note of a snapshot that is to be made anew.
    pub fn bless(&self, path: String, text: String) {
        lock(&self.findings.snapshots).insert(path, Some(text));
    }

    /// Takes the snapshots that were compared.
    pub(crate) fn take_snapshots(&self) -> Snapshots {
        std::mem::take(&mut lock(&self.findings.snapshots))
    }

    /// The files that were emitted so far: path and text, sorted.
    pub fn files_so_far(&self) -> BTreeMap<String, String> {
        lock(&self.sink).files().map(|file| (file.path.to_string(), file.text.clone())).collect()
    }
}
