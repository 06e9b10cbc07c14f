//! What a run produced, in memory: files with their origin, and the facts between them.
//!
//! All of it is plain data that can cross to another process.

mod allowed;
mod contract;
mod file;
mod path;

pub use allowed::Allowed;
pub use contract::{Contract, Given, Links, Slot, Use};
pub use file::{File, Origin, Own};
pub use path::{FilePath, PathError};

use crate::diag::Place;
use crate::secrets::Secret;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that a run produced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The files, in the order of their paths.
    pub files: Vec<File>,
    /// The secrets that the recipe declares, by name.
    pub secrets: BTreeMap<String, Secret>,
    /// The literal credentials that its author means to be in the files, in the order of the recipe's calls.
    pub allowed: Vec<Allowed>,
}

/// A link between generated things, joined by name in the `check` room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Whether the file offers the name or relies on it.
    pub role: Role,
    /// What sort of name it is, in the reader's words: `Terraform variable`, `job`.
    pub kind: String,
    /// Where the name is known: a folder, a file, or nothing when it is known everywhere.
    pub scope: String,
    /// The name.
    pub name: String,
    /// Where in the file it stands: `jobs.deploy.needs[0]`.
    pub inside: String,
    /// The line of the recipe that it comes from, where that is nearer than the file's emit.
    pub place: Option<Place>,
}

/// The kind of fact that a file has for each secret that it uses; its scope is the environment.
pub const SECRET: &str = "secret";

/// The kind of fact for a variable that a CI job sets from a secret, and for one that Terraform reads it from;
/// the scope is the secret's name.
pub const SECRET_VARIABLE: &str = "variable of a secret";

/// The kind of fact that something was not held against what a tool accepts, because its author vouches for it.
pub const UNCHECKED: &str = "unchecked part";

/// The kind of fact that something was not held against what a tool accepts, because nothing is known of it; its name is
/// what would have to be known: a provider.
pub const UNKNOWN: &str = "part of something unknown";

/// Which side of a link a [`Fact`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// The file offers the name to others.
    Provides,
    /// The file relies on somebody offering it.
    Needs,
    /// The file has it for itself: no other can claim it, too.
    Claims,
    /// The file has to be given it by whoever uses it: a variable of the environment.
    Asks,
    /// Nobody has to do anything with it; whoever runs the recipe is told.
    Tells,
}
