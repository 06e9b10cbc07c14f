//! A table that was made of something, and why something can be none.

use super::write::{Written, write};
use crate::schema::Type;
use crate::schema::{Head, TYPE};

/// A table that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its name: `terraform/aws`, `kubernetes/certificates.cert-manager.io`, `github/workflow`.
    pub name: String,
    /// What it was made from.
    pub source: String,
    /// The version of that.
    pub version: String,
    /// The table.
    pub text: String,
}

/// Why something is no schema that can be a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is of no kind that is known.
    #[error(
        "it is no JSON schema, no custom resource definition, and not what `terraform providers schema -json` prints"
    )]
    Unknown,
    /// It can't be read at all.
    #[error("{0}")]
    Unreadable(String),
    /// A reference leads nowhere.
    #[error("it refers to `{0}`, which is not in it")]
    NoTarget(String),
    /// It is larger or deeper than any tool's, or refers to itself.
    #[error("it is nested too deep, or too large")]
    TooLarge,
    /// A JSON schema's types need a name.
    #[error("a JSON schema does not say which files it is for")]
    NoName,
}

/// Types as a table has them.
pub(super) fn named(types: Vec<(Box<str>, Type)>) -> Vec<Written> {
    types.into_iter().map(|(name, ty)| Written::new(format!("{TYPE} {name}"), ty)).collect()
}

pub(super) fn table(name: &str, source: &str, version: &str, types: Vec<Written>) -> Imported {
    // Whose order the keys have is not known.
    let order = if name.starts_with("terraform/") { Vec::new() } else { vec!["*".into()] };
    let head = Head { source: source.into(), version: version.into(), order, ..Head::default() };
    let text = write(&head, &types);
    Imported { name: name.into(), source: head.source, version: head.version, text }
}
