//! What is known of providers in a run: the project's own tables are read through its world.

use crate::diag::Diagnostic;
use crate::engine::{Run, World};
use crate::schema::terraform::{FOLDER, Tables, path_of};
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// The tables of a run.
#[derive(Default)]
pub(crate) struct Known(OnceLock<Tables>);

/// A share in them.
pub(crate) struct Share(Arc<Known>);

impl Deref for Share {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        self.0.0.get().expect("whoever has a share has made them")
    }
}

/// The tables of the run.
pub(crate) fn of(run: &Run) -> Share {
    let known = run.kept::<Known>();
    known.0.get_or_init(|| Tables::new(Box::new(own(run.world.clone()))));
    Share(known)
}

/// Reads the project's own tables. Most projects have none: one question tells it, instead of one for each provider.
fn own(world: Arc<dyn World>) -> impl Fn(&str) -> Option<String> {
    let names: OnceLock<BTreeSet<String>> = OnceLock::new();
    move |path| {
        let names =
            names.get_or_init(|| world.list(FOLDER).unwrap_or_default().into_iter().collect());
        let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        names.get(name).and_then(|_| world.read(path).ok())
    }
}

/// That the project's own table of a provider can't be read.
pub(crate) fn broken(provider: &str) -> Diagnostic {
    let path = path_of(provider);
    Diagnostic::error(
        "unreadable-schema",
        format!("`{path}` is no table of a provider that this version of `sw` can read"),
    )
    .hint("make it anew: `terraform providers schema -json | sw schema add terraform -`")
    .hint(
        format!("or take it away, and the program's own is used: `sw schema remove {provider}`")
            .as_str(),
    )
}
