//! The tables of types that are known in a run: the project's own are read through its world.

use crate::engine::run::context::Run;
use crate::engine::world::World;
use crate::schema::Tables;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The tables of a run.
#[derive(Default)]
pub(crate) struct Known(OnceLock<Tables>);

impl Known {
    /// The tables.
    pub(crate) fn tables(&self) -> &Tables {
        self.0.get_or_init(Tables::of_program)
    }
}

/// The tables of the run.
pub(crate) fn of(run: &Run) -> Arc<Known> {
    let known = run.kept::<Known>();
    let world = run.world.clone();
    let list = move |folder: &str| world.list(folder).unwrap_or_default();
    let tables = || Tables::new(Box::new(own(run.world.clone()))).listing(Box::new(list));
    known.0.get_or_init(tables);
    known
}

/// Reads the project's own tables. Most projects have none: each folder is listed once, instead of one question for each table.
fn own(world: Arc<dyn World>) -> impl Fn(&str) -> Option<String> {
    let folders: Mutex<BTreeMap<String, BTreeSet<String>>> = Mutex::default();
    move |path| {
        let (folder, name) = path.rsplit_once('/')?;
        let mut folders = folders.lock().unwrap_or_else(PoisonError::into_inner);
        let list = || world.list(folder).unwrap_or_default().into_iter().collect();
        let names = folders.entry(folder.into()).or_insert_with(list);
        names.contains(name).then(|| world.read(path).ok())?
    }
}
