//! Ledgers of earlier runs, and what a plan says against them.

use super::{RECIPE, adopted};
use sw::model::{FilePath, Own};
use sw::plan::{self, Entry, Ledger, fingerprint};

pub(crate) fn root() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn entry(path: &str, text: &str) -> Entry {
    Entry {
        path: FilePath::parse(path).unwrap(),
        sha256: fingerprint(text.as_bytes()),
        executable: false,
        environment: None,
        recipe: RECIPE.into(),
        own: Own::Whole,
        mark: None,
    }
}

pub(crate) fn ledger(entries: impl IntoIterator<Item = Entry>) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.insert(entry);
    }
    ledger
}

/// Writes a ledger that knows the given files as they are, on this machine.
pub(crate) fn known(root: &std::path::Path, files: &[(&str, &str)]) {
    adopted(root, &ledger(files.iter().map(|(path, text)| entry(path, text))));
}

/// The only conflict of a plan, as its code, message, notes and hints.
pub(crate) fn conflict(plan: &plan::Plan) -> (String, String, String, String) {
    let [one] = plan.conflicts().try_into().unwrap();
    assert!(
        one.place.is_some() || plan.changes.iter().any(|change| change.origin.is_none()),
        "{one:?}"
    );
    (one.code.into(), one.message, one.notes.join("\n"), one.hints.join("\n"))
}
