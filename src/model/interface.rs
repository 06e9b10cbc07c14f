//! What can be called, and the calls: a module with its inputs and outputs. The `check` room joins them by their keys.

use super::graph::ids::Site;
use crate::diag::Place;
use crate::schema::Type;
use crate::value::Value;
use std::fmt;

/// The parameters of something that can be called.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface {
    /// What it is, in words: ``the module `modules/server` ``.
    pub what: String,
    /// What calls find it by.
    pub key: String,
    /// What goes in and comes out.
    pub parameters: Vec<Parameter>,
    /// The directions in which there may be more than the parameters.
    pub open: Vec<Direction>,
    /// Who declares it: one that the run itself makes counts most.
    pub origin: DeclaredBy,
}

impl Interface {
    /// The parameter of this direction and name.
    pub fn parameter(&self, direction: Direction, name: &str) -> Option<&Parameter> {
        let is = |own: &&Parameter| own.direction == direction && own.name == name;
        self.parameters.iter().find(is)
    }
}

/// Who declares an [`Interface`], from the least to the most that it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredBy {
    /// A library that the recipe imports, or the recipe for something from elsewhere.
    Library,
    /// A file of the project.
    Project,
    /// The run itself.
    Run,
}

/// Which way a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A call passes it in.
    Input,
    /// A call takes it out.
    Output,
    /// A call passes a configured provider in.
    Provider,
    /// A call passes a secret in.
    Secret,
}

/// What messages call a parameter of this direction.
impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input => "input",
            Self::Output => "output",
            Self::Provider => "provider",
            Self::Secret => "secret",
        })
    }
}

/// Something that goes in or comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Which way it goes.
    pub direction: Direction,
    /// Its name.
    pub name: String,
    /// Whether a call has to pass it in.
    pub is_required: bool,
    /// What may be passed in.
    pub kind: Type,
    /// Where it is declared.
    pub place: Option<Place>,
    /// How a call passes it in, where that is more than a key.
    pub how: Option<String>,
}

impl Parameter {
    /// A parameter that takes anything and is not required.
    pub fn new(direction: Direction, name: impl Into<String>) -> Self {
        let (kind, name) = (Type::default(), name.into());
        Self { direction, name, is_required: false, kind, place: None, how: None }
    }
}

/// A call of something that has an [`Interface`].
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The key of what is called.
    pub key: String,
    /// What it is and where, in words: ``the call `module.server` of `infrastructure/web` ``.
    pub what: String,
    /// Where it is.
    pub at: Site,
    /// What it passes in and takes out.
    pub arguments: Vec<Argument>,
    /// The directions in which everything that is needed is passed, without being named.
    pub inherits: Vec<Direction>,
}

/// Something that a call passes in, or takes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Which way it goes.
    pub direction: Direction,
    /// Its name.
    pub name: String,
    /// What is passed in, as far as it is known; what is only known later is null there.
    pub value: Option<Value>,
    /// Where it is.
    pub at: Site,
}
