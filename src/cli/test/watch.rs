//! `sw test --watch`: the tests again whenever a file changes.

use super::super::args::Globals;
use super::super::context::folder;
use super::super::exit::Exit;
use super::super::ui::Ui;
use crate::cli::exit::Outcome;
use crate::cli::git::files::kept_files;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};
use sw::engine::Cancel;
use sw::project;

/// How often it is looked whether something has changed.
const LOOK: Duration = Duration::from_millis(200);

/// What distinguishes one state of a file from another.
type State = BTreeMap<String, (Option<SystemTime>, u64)>;

/// Runs the tests, and again after each change, until the user stops it.
pub(super) fn run(
    globals: &Globals,
    ui: &Ui,
    cancel: &Cancel,
    once: impl Fn() -> Outcome,
) -> Outcome {
    let here = folder(globals)?;
    let root = project::find(&here).unwrap_or(here);
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
    let is_own =
        |path: &str| path.rsplit_once('.').is_some_and(|(_, extension)| OWN.contains(&extension));
    let files = kept_files(root, &|path| !is_own(path)).into_iter();
    files
        .filter_map(|path| {
            let facts = root.join(&path).symlink_metadata().ok()?;
            Some((path, (facts.modified().ok(), facts.len())))
        })
        .collect()
}
