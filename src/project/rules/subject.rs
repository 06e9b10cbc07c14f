//! A configuration that rules look at, and the places of what is in it.

use crate::diag::{Diagnostic, Place};
use crate::project::config::file::{Config, Definition, Step};
use crate::value::de::{DeError, DeErrorKind};
use crate::value::{Path, Step as PathStep, read::Located};

/// A configuration under examination.
pub(super) struct Subject<'a> {
    pub(super) config: &'a Config,
    pub(super) located: &'a Located,
    pub(super) file: &'a str,
    /// What could not be read.
    pub(super) errors: &'a [DeError],
}

impl<'a> Subject<'a> {
    /// The environments that could be read, each with its path.
    pub(super) fn definitions(&self) -> Vec<(Path, &'a Definition)> {
        self.indexed(&definitions_path(), self.config.definitions())
    }

    /// The steps of the pipeline that could be read, each with its path.
    pub(super) fn steps(&self) -> Vec<(Path, &'a Step)> {
        self.indexed(&Path::root().key("deployment").key("pipeline"), self.config.steps())
    }

    /// Items that could not be read are not among `items`: the others keep their numbers.
    pub(super) fn indexed<T>(&self, list: &Path, items: &'a [T]) -> Vec<(Path, &'a T)> {
        (0..)
            .map(|index| list.index(index))
            .filter(|path| !self.is_broken(path))
            .zip(items)
            .collect()
    }

    /// Whether the value at `path` could not be read, and has its own error.
    pub(super) fn is_broken(&self, path: &Path) -> bool {
        self.errors.iter().any(|error| error.path == *path)
    }

    /// Whether every environment could be read: otherwise nothing can be said about those that seem to lack.
    pub(super) fn knows_all_names(&self) -> bool {
        let sections = [Path::root(), Path::root().key("environments")];
        let definitions = definitions_path();
        let hides_names = |error: &DeError| match error.kind {
            // A section with a misspelt name may be the one that holds the environments.
            DeErrorKind::UnknownKey { .. } => sections.contains(&error.path.parent()),
            _ => {
                let is_name = error.path.0.last() == Some(&PathStep::Key("name".into()));
                let definition = if is_name { error.path.parent() } else { error.path.clone() };
                sections.contains(&error.path)
                    || error.path == definitions
                    || definition.parent() == definitions
            }
        };
        !self.errors.iter().any(hides_names)
    }

    /// The place of the value at `path`.
    pub(super) fn value(&self, path: &Path) -> Place {
        self.located.nearest_span(path).in_file(self.file)
    }

    /// The place of the key at `path`.
    pub(super) fn name(&self, path: &Path) -> Place {
        self.located.name_span(path).in_file(self.file)
    }

    /// That `key` is missing in the map at `path`, unless it is there and could not be read.
    pub(super) fn missing(&self, path: &Path, key: &str) -> Option<Diagnostic> {
        let error =
            DeError { path: path.clone(), kind: DeErrorKind::MissingKey { key: key.into() } };
        (!self.is_broken(&path.key(key))).then(|| diagnostic(&error, self.located, self.file))
    }
}

pub(super) fn definitions_path() -> Path {
    Path::root().key("environments").key("definitions")
}

/// The path of a value says where it belongs, but the root has none.
pub(super) fn diagnostic(error: &DeError, located: &Located, file: &str) -> Diagnostic {
    let unknown = matches!(error.kind, DeErrorKind::UnknownKey { .. });
    let at_root = error.path.is_root() || unknown && error.path.parent().is_root();
    located.diagnostic(error, if at_root { file } else { "" }, file)
}
