//! What must be there in a configuration, and what fits together: one file per subject.
//!
//! Every rule sees the whole configuration and gives every mistake it finds; none stops another.

mod approval;
mod hosting;
mod naming;
mod production;
mod promotion;
mod rest;
mod subject;

use super::config::file::Config;
use crate::diag::Diagnostic;
use crate::value::de::{self, DeError, DeErrorKind};
use crate::value::{Path, read::Located};
use subject::{Subject, definitions_path, diagnostic};

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
    let rules = [
        naming::check,
        production::check,
        hosting::check,
        approval::check,
        promotion::check,
        rest::check,
    ];
    for rule in rules {
        diagnostics.extend(rule(&subject));
    }
    diagnostics.sort_by(|a, b| a.place.cmp(&b.place));
    let made = if diagnostics.iter().any(Diagnostic::is_error) { None } else { Some(make(config)) };
    (made, diagnostics)
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
