//! What must be there in a configuration, and what fits together: one file per subject.
//!
//! Every rule sees the whole configuration and gives every mistake it finds; none stops another.

mod approval;
mod hosting;
mod naming;
mod promotion;
mod rest;

use super::config::file::{Config, Definition, Step};
use crate::diag::{Diagnostic, Place};
use crate::value::de::{self, DeError, DeErrorKind};
use crate::value::{Path, Step as PathStep, read::Located};

/// Reads a configuration, applies every rule, and makes something of it when there is no error.
pub(super) fn read<T>(
    located: &Located,
    file: &str,
    make: impl FnOnce(Config) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let (config, errors) = de::from_value_all::<Config>(&located.value);
    let mut diagnostics: Vec<Diagnostic> =
        errors.iter().map(|error| advised(error, diagnostic(error, located, file))).collect();
    let Some(config) = config else { return (None, diagnostics) };
    let subject = Subject { config: &config, located, file, errors: &errors };
    if let Some(too_old) = rest::version(&subject) {
        // Whatever else is wrong may be right for the version it was written for.
        return (None, vec![too_old]);
    }
    for rule in [naming::check, hosting::check, approval::check, promotion::check, rest::check] {
        diagnostics.extend(rule(&subject));
    }
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
    let made = if diagnostics.iter().any(Diagnostic::is_error) { None } else { Some(make(config)) };
    (made, diagnostics)
}

/// A configuration under examination.
struct Subject<'a> {
    config: &'a Config,
    located: &'a Located,
    file: &'a str,
    /// What could not be read.
    errors: &'a [DeError],
}

impl<'a> Subject<'a> {
    /// The environments that could be read, each with its path.
    fn definitions(&self) -> Vec<(Path, &'a Definition)> {
        self.indexed(&definitions_path(), self.config.definitions())
    }

    /// The steps of the pipeline that could be read, each with its path.
    fn steps(&self) -> Vec<(Path, &'a Step)> {
        self.indexed(&Path::root().key("deployment").key("pipeline"), self.config.steps())
    }

    /// Items that could not be read are not among `items`: the others keep their numbers.
    fn indexed<T>(&self, list: &Path, items: &'a [T]) -> Vec<(Path, &'a T)> {
        (0..)
            .map(|index| list.index(index))
            .filter(|path| !self.is_broken(path))
            .zip(items)
            .collect()
    }

    /// Whether the value at `path` could not be read, and has its own error.
    fn is_broken(&self, path: &Path) -> bool {
        self.errors.iter().any(|error| error.path == *path)
    }

    /// Whether every environment could be read: otherwise nothing can be said about those that seem to lack.
    fn knows_all_names(&self) -> bool {
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
    fn value(&self, path: &Path) -> Place {
        self.located.nearest_span(path).in_file(self.file)
    }

    /// The place of the key at `path`.
    fn name(&self, path: &Path) -> Place {
        self.located.name_span(path).in_file(self.file)
    }

    /// That `key` is missing in the map at `path`, unless it is there and could not be read.
    fn missing(&self, path: &Path, key: &str) -> Option<Diagnostic> {
        let error =
            DeError { path: path.clone(), kind: DeErrorKind::MissingKey { key: key.into() } };
        (!self.is_broken(&path.key(key))).then(|| diagnostic(&error, self.located, self.file))
    }
}

fn definitions_path() -> Path {
    Path::root().key("environments").key("definitions")
}

/// The path of a value says where it belongs, but the root has none.
fn diagnostic(error: &DeError, located: &Located, file: &str) -> Diagnostic {
    let unknown = matches!(error.kind, DeErrorKind::UnknownKey { .. });
    let at_root = error.path.is_root() || unknown && error.path.parent().is_root();
    located.diagnostic(error, if at_root { file } else { "" }, file)
}

/// What only this room knows about a value that could not be read.
fn advised(error: &DeError, diagnostic: Diagnostic) -> Diagnostic {
    let below_definitions = error.path.0.strip_prefix(definitions_path().0.as_slice());
    match (&error.kind, below_definitions) {
        (DeErrorKind::UnknownKey { .. }, Some(_)) => {
            diagnostic.note("keys of your own go under the environment's `config`")
        }
        (DeErrorKind::WrongType { .. }, Some([])) => {
            diagnostic.hint("start each environment with `- name: ...`")
        }
        (DeErrorKind::WrongType { .. }, Some([_])) => diagnostic.hint("write `- name: ...`"),
        (DeErrorKind::Invalid(_), None) if error.path == Path::root().key("sw") => {
            diagnostic.hint("write the oldest version that will do: `>=0.3`")
        }
        _ => diagnostic,
    }
}
