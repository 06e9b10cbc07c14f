//! Names that a document defines and refers to, as rows of a table.

use super::placeholder::Placeholders;
use crate::diag::Diagnostic;
use crate::model::graph::{Link, Links, NameIn, NodeKind, NodeName, Relation};
use crate::schema::Problem;
use crate::value::{Path, Pattern, Value};

/// A row: at the places that a pattern matches, a name of some kind is defined or used.
///
/// `{name}` in the pattern is a key that is a name, `{from}` the entry that refers to another one.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// What the name is the name of.
    pub kind: &'static NodeKind,
    /// What the place does with the name.
    pub does: Does,
    /// The places.
    pub at: &'static str,
    /// Reads the name there; none where there is none.
    pub name: for<'v> fn(&Site<'v>) -> Option<&'v str>,
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
    /// It names something that is declared outside of the files, if it is.
    Names,
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
pub struct FoundName<'v> {
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
    pub const fn key(kind: &'static NodeKind, does: Does, at: &'static str) -> Self {
        Self { kind, does, at, name: |site| Some(site.key) }
    }

    /// A row whose pattern leads to the name: a text.
    pub const fn text(kind: &'static NodeKind, does: Does, at: &'static str) -> Self {
        Self { kind, does, at, name: |site| site.value.as_str() }
    }

    /// The names that the row finds in a document, but for those that only its tool knows.
    pub(in crate::document) fn find<'v>(
        &'static self,
        root: &'v Value,
        placeholders: &dyn Placeholders,
    ) -> Vec<FoundName<'v>> {
        let mut all = Vec::new();
        Pattern::new(self.at).select(root, &mut |value, trail, captures| {
            let captured = |name| captures.get(name).unwrap_or_default();
            let path = trail.path();
            let Some(parent) = path.parent().find(root) else { return };
            let name = (self.name)(&Site { key: captured("name"), value, parent });
            if let Some(name) = name.filter(|name| !placeholders.is_open(name)) {
                all.push(FoundName { row: self, name, from: captured("from"), path, value });
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

impl FoundName<'_> {
    /// Adds to the graph what the row says of the name. A reference has to find it in a document that has all names.
    pub(in crate::document) fn link(&self, links: Links<'_>, has_all_names: bool) {
        let (relation, scope) = match self.row.does {
            Does::Defines | Does::Refers | Does::Waits | Does::WaitsOptionally => {
                (Relation::Refers, NameIn::File)
            }
            Does::Names => (Relation::Refers, NameIn::Global),
            Does::Sets => (Relation::Sets, NameIn::Global),
            Does::Reads => (Relation::Reads, NameIn::Global),
        };
        let name = NodeName::new(self.row.kind, scope, self.name);
        let (link, at) = (Link::new(relation, name), links.at_path(&self.path));
        match self.row.does {
            Does::Defines => drop(links.define(name, at)),
            does if does.is_required() && has_all_names => links.link(link.required(), at),
            _ => links.link(link, at),
        }
    }
}

impl FoundName<'_> {
    /// A problem with the name.
    pub fn problem(&self, diagnostic: Diagnostic) -> Problem {
        Problem::value(self.path.clone(), diagnostic)
    }
}
