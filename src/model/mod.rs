//! What a run produced, in memory: files with their origin, and the graph between them.
//!
//! All of it is plain data that can cross to another process.

mod allowed;
mod comparison;
mod file;
pub mod graph;
mod interface;
mod notice;
mod path;

pub use allowed::Allowed;
pub use comparison::{Change, ChangeKind, FileComparison, RecipePlace};
pub use file::{File, FileText, Origin, Own};
pub use interface::{Argument, Call, DeclaredBy, Direction, Interface, Parameter};
pub use notice::{Notice, NoticeKind};
pub use path::{FilePath, PathError};

use crate::secrets::Secret;
use graph::Graph;
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
    /// What was not checked, in the order of the files.
    pub notices: Vec<Notice>,
    /// What the files declare, refer to and call. It is there for checks, and afterwards where it is asked for.
    pub graph: Graph,
}
