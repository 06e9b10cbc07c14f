//! Modules that people wrote: `.tf` files in a folder of the project that the run does not write.

use super::{declarations, module_interface};
use crate::engine::Run;
use crate::model::{DeclaredBy, Interface};
use crate::plan::Ledger;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The folders that were looked at in a run, with what was found.
#[derive(Default)]
pub(crate) struct LocalModules {
    folders: Mutex<BTreeMap<String, Option<Interface>>>,
    /// The text of the ledger, which names what recipes write.
    ledger: OnceLock<String>,
}

/// What the module in a folder takes and gives; none when there is nothing to be read, and nothing when `sw` made it:
/// another recipe may be about to change it.
pub(crate) fn of(run: &Run, folder: &str) -> Option<Interface> {
    let found = run.kept::<LocalModules>();
    let mut folders = found.folders.lock().unwrap_or_else(PoisonError::into_inner);
    folders.entry(folder.into()).or_insert_with(|| look(run, folder, &found.ledger)).clone()
}

fn look(run: &Run, folder: &str, ledger: &OnceLock<String>) -> Option<Interface> {
    let names = run.world.list(folder).ok()?;
    // Terraform reads JSON too, and what is in it is not known here.
    if names.iter().any(|name| name.ends_with(".tf.json")) {
        return None;
    }
    let paths: Vec<String> = names
        .iter()
        .filter(|name| name.ends_with(".tf"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    let ledger = ledger.get_or_init(|| run.world.read(Ledger::path().as_str()).unwrap_or_default());
    if ledger.contains(&format!("\"{}\"", paths.first()?)) {
        return None;
    }
    let files: Vec<(String, String)> = paths
        .into_iter()
        .map(|path| run.world.read(&path).ok().map(|text| (path, text)))
        .collect::<Option<_>>()?;
    let module =
        declarations::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
    files.iter().for_each(|(path, text)| run.keep_text(path, text));
    let what = format!("the module `{folder}`");
    Some(module_interface::read(&module, what, folder.into(), DeclaredBy::Project))
}
