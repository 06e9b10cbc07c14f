//! What a graph connects: secrets, jobs, services, Terraform resources.

use super::ids::{FileId, KindId, NodeId, Site, Symbol};
use crate::diag::{Diagnostic, suggest};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A kind of node. Each domain has its own; those below are common to several.
#[derive(Clone, Copy, Debug)]
pub struct NodeKind {
    /// What identifies it, with the family of files in front: `github/job`.
    pub id: &'static str,
    /// What messages call it: `job`.
    pub noun: &'static str,
    /// What messages call the tool that it belongs to: `Terraform`.
    pub tool: &'static str,
    /// How one is declared, as hints where a reference finds none, each on a line; empty for a general hint. `{name}` is the
    /// name, `{NAME}` the same in capitals.
    pub declare: &'static str,
    /// How a variable of the environment gets to its tool, as a hint where it is set under another name.
    pub supply: &'static str,
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

impl NodeKind {
    /// A kind without hints of its own.
    pub const fn new(id: &'static str, noun: &'static str, tool: &'static str) -> Self {
        Self { id, noun, tool, declare: "", supply: "", spelling: None }
    }

    /// The same kind, with how a name of it is declared.
    #[must_use]
    pub const fn declared(self, declare: &'static str) -> Self {
        Self { declare, ..self }
    }

    /// That something refers to a name which nothing declares; `known` are the names that there are.
    pub fn undeclared<'k>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Diagnostic {
        let problem =
            Diagnostic::error("unknown-reference", format!("there is no {} `{name}`", self.noun));
        let capitals = name.to_ascii_uppercase().replace(['-', '.'], "_");
        let declare = match self.declare {
            "" => format!(
                "add the {} to what this file belongs to, or take the reference out",
                self.noun
            ),
            declare => declare.replace("{name}", name).replace("{NAME}", &capitals),
        };
        let mut ways = declare.lines();
        let first = ways.next().map(String::from);
        let problem = problem.hint(suggest::did_you_mean(name, known).or(first).as_deref());
        ways.fold(problem, |problem, way| problem.hint(way))
    }
}

/// A secret of the project.
pub static SECRET: NodeKind = common("secret", "secret");
/// A variable of the environment that a tool runs in.
pub static ENVIRONMENT_VARIABLE: NodeKind = common("environment-variable", "environment variable");
/// An environment of the project.
pub static ENVIRONMENT: NodeKind = common("environment", "environment");
/// A generated file.
pub static FILE: NodeKind = common("file", "file");

/// A container image, with its tag or digest.
pub static IMAGE: NodeKind = common("image", "image");

/// A kind that belongs to no tool.
const fn common(id: &'static str, noun: &'static str) -> NodeKind {
    NodeKind::new(id, noun, "sw")
}

/// A kind of node, as a domain says it.
#[derive(Clone, Copy, Debug)]
pub enum KindName<'a> {
    /// One that the domain has.
    Known(&'static NodeKind),
    /// One of those that only tables know, by its id and its noun: a kind of Kubernetes objects.
    Named(&'a str, &'a str),
}

impl KindName<'_> {
    /// See [`NodeKind::id`].
    pub fn id(&self) -> &str {
        match self {
            Self::Known(kind) => kind.id,
            Self::Named(id, _) => id,
        }
    }
}

/// A [`NodeKind`] as a graph keeps it: one from another process has its names only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kind {
    /// See [`NodeKind::id`].
    pub id: Cow<'static, str>,
    /// See [`NodeKind::noun`].
    pub noun: Cow<'static, str>,
    /// The kind itself, in the process that has it.
    #[serde(skip)]
    pub known: Option<&'static NodeKind>,
}

impl Kind {
    /// Whether it is this kind.
    pub fn is(&self, kind: &NodeKind) -> bool {
        self.id == kind.id
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.noun) == (&other.id, &other.noun)
    }
}

impl From<KindName<'_>> for Kind {
    fn from(kind: KindName<'_>) -> Self {
        match kind {
            KindName::Known(kind) => {
                Self { id: kind.id.into(), noun: kind.noun.into(), known: Some(kind) }
            }
            KindName::Named(id, noun) => {
                Self { id: id.to_string().into(), noun: noun.to_string().into(), known: None }
            }
        }
    }
}

/// Where a name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// In the whole project.
    Global,
    /// In one generated file.
    File(FileId),
    /// In the generated files of one folder.
    Folder(Symbol),
    /// In a namespace of the clusters of an environment; either may be unknown, the namespace as an empty name.
    Namespace {
        /// The environment; none belongs to all.
        environment: Option<Symbol>,
        /// The namespace.
        name: Symbol,
    },
}

/// What makes a node: two nodes of the same kind, scope and name are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NodeKey {
    /// Its kind.
    pub kind: KindId,
    /// Where its name is known.
    pub scope: Scope,
    /// Its name.
    pub name: Symbol,
}

/// The declaration of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What is declared.
    pub id: NodeId,
    /// Where.
    pub at: Site,
}
