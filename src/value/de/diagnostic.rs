//! The wording of a mistake in a value, for the person who wrote the value.

use super::error::{DeError, DeErrorKind};
use crate::diag::{Diagnostic, suggest, words};
use crate::value::tree::path::Path;

impl DeError {
    /// The message for an author. `subject` is what the value belongs to: `backend`. It may be
    /// empty where the path says enough.
    ///
    /// ```
    /// use sw::value::{Path, de::{DeError, DeErrorKind}};
    /// let kind = DeErrorKind::UnknownKey { key: "buckett".into(), expected: vec!["bucket", "key"] };
    /// let diagnostic = DeError { path: Path::root().key("buckett"), kind }.to_diagnostic("backend");
    /// assert_eq!(diagnostic.message, "`buckett` is not an option of `backend`");
    /// assert_eq!(diagnostic.hints, ["did you mean `bucket`?"]);
    /// ```
    pub fn to_diagnostic(&self, subject: &str) -> Diagnostic {
        let value = whole(subject, &self.path);
        match &self.kind {
            DeErrorKind::UnknownKey { key, expected } => {
                unknown_key(key, expected, &whole(subject, &self.path.parent()))
            }
            DeErrorKind::MissingKey { key } => {
                Diagnostic::error("missing-option", format!("{value} needs the option `{key}`"))
                    .label(format!("`{key}` is missing"))
                    .hint(format!("add it: `{key}: ...`").as_str())
            }
            DeErrorKind::WrongType { expected, found, hint } => {
                Diagnostic::error("wrong-type", format!("{value} must be {expected}, not {found}"))
                    .label(format!("expected {expected}"))
                    .hint(
                        hint.map_or_else(|| format!("write {expected} there"), String::from)
                            .as_str(),
                    )
            }
            DeErrorKind::NotOneOf { found, expected } => {
                Diagnostic::error("not-one-of", format!("{value} can't be `{found}`"))
                    .note(format!("the choices are {}", words::list(expected, "and")))
                    .hint(
                        suggest::did_you_mean(found, expected.iter().copied())
                            .unwrap_or_else(|| "choose one of them".into())
                            .as_str(),
                    )
            }
            DeErrorKind::Invalid(message) => {
                Diagnostic::error("invalid-option", format!("{value} is not valid: {message}"))
            }
        }
    }
}

fn unknown_key(key: &str, expected: &[&str], map: &str) -> Diagnostic {
    let note = match expected {
        [] => format!("{map} has no options"),
        _ => format!("{map} has {}", words::list(expected, "and")),
    };
    Diagnostic::error("unknown-option", format!("`{key}` is not an option of {map}"))
        .note(note)
        .hint(
            suggest::did_you_mean(key, expected.iter().copied())
                .unwrap_or_else(|| "take it out".into())
                .as_str(),
        )
}

fn whole(subject: &str, path: &Path) -> String {
    match (path.is_root(), subject.is_empty()) {
        (true, true) => "the value".into(),
        (true, false) => format!("`{subject}`"),
        (false, true) => format!("`{path}`"),
        (false, false) => format!("`{path}` of `{subject}`"),
    }
}
