//! Names that a document defines and refers to, as rows of a table.

use super::placeholder::Placeholders;
use crate::diag::{Diagnostic, suggest};
use crate::schema::Problem;
use crate::value::{Path, Pattern, Value};

/// A row: at the places that a pattern matches, a name of some kind is defined or used.
///
/// `{name}` in the pattern is a key that is a name, `{from}` the entry that refers to another one.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// What the name is the name of.
    pub kind: &'static Kind,
    /// What the place does with the name.
    pub does: Does,
    /// The places.
    pub at: &'static str,
    /// Reads the name there; none where there is none.
    pub name: for<'v> fn(&Site<'v>) -> Option<&'v str>,
}

/// What names are the names of.
#[derive(Debug)]
pub struct Kind {
    /// In messages: `job`.
    pub noun: &'static str,
    /// How one is declared, where a reference finds none: hints, each on a line. `{name}` is the name, `{NAME}` the same in
    /// capitals.
    pub declare: &'static str,
    /// How a name of that kind may be spelled; none where anything goes.
    pub spelling: Option<Spelling>,
}

/// How names may be spelled.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    /// Whether a name is right.
    pub is_right: fn(&str) -> bool,
    /// What to do with one that is not.
    pub hint: &'static str,
}

/// What a place does with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It defines the name.
    Defines,
    /// It uses what is defined under the name.
    Refers,
    /// It uses it, and comes after it: a cycle of these is an error.
    Waits,
    /// It comes after it, if it is there.
    WaitsOptionally,
    /// It gives a variable of this name its value.
    Sets,
    /// It takes the value of a variable of this name from the environment of the tool.
    Reads,
}

/// A place with a name.
#[derive(Clone, Copy, Debug)]
pub struct Site<'v> {
    /// The key that `{name}` matched.
    pub key: &'v str,
    /// What is there.
    pub value: &'v Value,
    /// What it is part of.
    pub parent: &'v Value,
}

/// A name that a row has found.
#[derive(Clone, Debug)]
pub struct Found<'v> {
    /// The row.
    pub row: &'static Reference,
    /// The name.
    pub name: &'v str,
    /// The entry that refers to it; empty where the pattern has no `{from}`.
    pub from: &'v str,
    /// Where it is.
    pub path: Path,
    /// What is there.
    pub value: &'v Value,
}

impl Reference {
    /// A row whose pattern ends in the name: a key.
    pub const fn key(kind: &'static Kind, does: Does, at: &'static str) -> Self {
        Self { kind, does, at, name: |site| Some(site.key) }
    }

    /// A row whose pattern leads to the name: a text.
    pub const fn text(kind: &'static Kind, does: Does, at: &'static str) -> Self {
        Self { kind, does, at, name: |site| site.value.as_str() }
    }

    /// The names that the row finds in a document, but for those that only its tool knows.
    pub(in crate::document) fn find<'v>(
        &'static self,
        root: &'v Value,
        placeholders: &dyn Placeholders,
    ) -> Vec<Found<'v>> {
        let mut all = Vec::new();
        Pattern::new(self.at).select(root, &mut |value, trail, captures| {
            let captured = |name| captures.get(name).unwrap_or_default();
            let path = trail.path();
            let Some(parent) = path.parent().find(root) else { return };
            let name = (self.name)(&Site { key: captured("name"), value, parent });
            if let Some(name) = name.filter(|name| !placeholders.is_open(name)) {
                all.push(Found { row: self, name, from: captured("from"), path, value });
            }
        });
        all
    }
}

impl Does {
    /// Whether what is named has to be defined.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Refers | Self::Waits)
    }

    /// Whether what is named comes first.
    pub fn waits(self) -> bool {
        matches!(self, Self::Waits | Self::WaitsOptionally)
    }
}

impl Kind {
    /// A kind of names of which anything can be one.
    pub const fn of(noun: &'static str, declare: &'static str) -> Self {
        Self { noun, declare, spelling: None }
    }

    /// Why a name that is used is none of those that are defined.
    pub(in crate::document) fn unknown(&self, name: &str, known: &[&str]) -> Diagnostic {
        let problem =
            Diagnostic::error("unknown-reference", format!("there is no {} `{name}`", self.noun));
        let near = suggest::did_you_mean(name, known.iter().copied());
        let capitals = name.to_ascii_uppercase().replace(['-', '.'], "_");
        let declare = self.declare.replace("{name}", name).replace("{NAME}", &capitals);
        let mut ways = declare.lines();
        let first = ways.next().map(String::from);
        let problem = problem.hint(near.or(first).as_deref());
        ways.fold(problem, |problem, way| problem.hint(way))
    }
}

impl Found<'_> {
    /// A problem with the name.
    pub fn problem(&self, diagnostic: Diagnostic) -> Problem {
        Problem { path: self.path.clone(), diagnostic }
    }
}
