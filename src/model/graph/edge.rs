//! How nodes of a graph are connected.

use super::ids::{NodeId, Site, Symbol};
use serde::{Deserialize, Serialize};

/// What an edge says of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It is part of it: a file contains a job.
    Contains,
    /// It names it: a job needs another one.
    Refers,
    /// It gives a variable its value.
    Sets,
    /// It takes a value: of a secret, of a variable.
    Reads,
    /// It instantiates it: a root calls a module.
    Calls,
    /// It has it for itself: no other may claim it too.
    Claims,
    /// It finds it by its labels: a Service its pods.
    Selects,
}

impl Relation {
    /// Its name in the output of `sw graph`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::Refers => "refers",
            Self::Sets => "sets",
            Self::Reads => "reads",
            Self::Calls => "calls",
            Self::Claims => "claims",
            Self::Selects => "selects",
        }
    }
}

/// What an edge asks of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// The target has to be declared.
    Required,
    /// The target may be missing, or be declared elsewhere.
    Optional,
}

/// A connection of two nodes. It starts at the innermost node that is declared around its site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edge {
    /// Where it is.
    pub at: Site,
    /// What it says.
    pub relation: Relation,
    /// Its other end.
    pub to: NodeId,
    /// What it asks of the other end.
    pub strength: Strength,
    /// Whether the value at its site is the target and nothing else: a whole text, not a part of one.
    pub is_whole: bool,
    /// The environment it is for, where that is not the one of its file.
    pub environment: Option<Symbol>,
}
