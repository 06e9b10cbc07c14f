//! `sw test --watch`: the tests again whenever a file changes.

use super::super::Outcome;
use super::super::args::Globals;
use super::super::context::folder;
use super::super::exit::Exit;
use super::super::ui::Ui;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use sw::engine::Cancel;
use sw::project;

/// How often it is looked whether something has changed.
const LOOK: Duration = Duration::from_millis(200);

/// What tells one state of a file from another.
type State = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs the tests, and again after each change, until somebody wants it to end.
pub(super) fn run(globals: &Globals, ui: &Ui, cancel: &Cancel, once: impl Fn() -> Outcome) -> Outcome {
    let here = folder(globals)?;
    let root = project::find(&here).and_then(|config| Some(config.parent()?.parent()?.to_path_buf())).unwrap_or(here);
    loop {
        // What changes while the tests run is a change too.
        let before = state(&root);
        if let Err(failure) = once() {
            if cancel.is_cancelled() {
                return Ok(Exit::Interrupted);
            }
            ui.failure(&failure);
        }
        ui.say("watching for changes; Ctrl-C ends");
        while state(&root) == before {
            if cancel.is_cancelled() {
                return Ok(Exit::Interrupted);
            }
            std::thread::sleep(LOOK);
        }
        ui.out("\n");
    }
}

/// What `sw test` itself writes.
const OWN: [&str; 3] = ["snap", "xml", "info"];

/// The recipes, configurations and data of a project, as git sees them.
fn state(root: &Path) -> State {
    let is_kept = |entry: &ignore::DirEntry| entry.file_name() != ".git";
    let entries = WalkBuilder::new(root).hidden(false).require_git(false).filter_entry(is_kept).build().flatten();
    let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let own = files.filter(|entry| !entry.path().extension().is_some_and(|extension| OWN.iter().any(|own| extension == *own)));
    own.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        Some((entry.into_path(), (metadata.modified().ok(), metadata.len())))
    })
    .collect()
}
