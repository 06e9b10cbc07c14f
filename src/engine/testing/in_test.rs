//! What a run does as a part of a test.

use super::trial::{Role, Snapshots};
use crate::diag::Diagnostic;
use crate::engine::run::context::Run;
use crate::util::lock::lock;
use std::collections::BTreeMap;

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
        lock(&self.sink)
            .files()
            .map(|file| (file.path.to_string(), file.text.to_string()))
            .collect()
    }
}
