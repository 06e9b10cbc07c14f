//! Where the entries of a graph come from: generated files, and what a recipe passed for them.

use super::ids::{FileId, NodeId, PathId, Symbol};
use crate::diag::Place;
use crate::value::{Path, Value};
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::sync::Arc;

/// A generated file, as far as the graph knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphFile {
    /// Its path from the output root.
    pub path: Symbol,
    /// The environment it belongs to; none belongs to all.
    pub environment: Option<Symbol>,
    /// The recipe that emits it.
    pub recipe: Symbol,
    /// The number of the emit.
    pub emit: u32,
    /// The place of the emit.
    pub place: Place,
}

/// A part of a file that a recipe passed as one value: a workflow, a Terraform block, an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The file it is in.
    pub file: FileId,
    /// Whether it is the emit as a whole, with all of its files, of which `file` is the first.
    pub is_emit: bool,
    /// The path at which it starts there.
    pub base: PathId,
    /// The node that contains it; none is its file.
    pub container: Option<NodeId>,
    /// The call that the value was passed to.
    pub call: Place,
    /// The value, where it can be asked for.
    #[serde(skip)]
    pub(super) value: Lazy,
}

/// What a recipe passed to a call, and a path in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    /// The call.
    pub call: Place,
    /// What was passed to it.
    pub value: Value,
    /// Where in the value.
    pub path: Path,
}

/// Finds what a path of a document was passed as; asked only when a place in a recipe is resolved.
#[derive(Clone, Default)]
pub struct Lazy {
    find: Option<Arc<Find>>,
    part: usize,
}

/// What a path in a part of an emit was passed as.
type Find = dyn Fn(usize, Path) -> Passed + Send + Sync;

impl Lazy {
    /// What `find` returns for a part, the first one, and a path.
    pub fn new(find: impl Fn(usize, Path) -> Passed + Send + Sync + 'static) -> Self {
        Self { find: Some(Arc::new(find)), part: 0 }
    }

    /// The same for another part.
    #[must_use]
    pub fn part(&self, part: usize) -> Self {
        Self { part, ..self.clone() }
    }
}

/// What a domain keeps of a document, for what it checks between documents.
#[derive(Clone)]
pub struct Fact(Arc<dyn Any + Send + Sync>);

impl Fact {
    /// A fact of any type.
    pub fn new(fact: impl Any + Send + Sync) -> Self {
        Self(Arc::new(fact))
    }

    /// The fact, when it is of this type.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

/// Finds the place in a recipe for a position in a value that it passed to a call.
pub trait Locate: Send + Sync {
    /// Where the recipe says this; the call where that can't be found.
    fn locate(&self, passed: &Passed) -> Place;
}

/// What finds places in the recipes of a run; without one, a place is that of the call.
#[derive(Clone, Default)]
pub struct Locator(Option<Arc<dyn Locate>>);

impl Locator {
    /// A locator that asks `run`.
    pub fn new(run: impl Locate + 'static) -> Self {
        Self(Some(Arc::new(run)))
    }

    /// Where the recipe says what is at `path` of a document.
    pub(super) fn locate(&self, document: &Document, path: Path) -> Place {
        let Some(run) = &self.0 else { return document.call.clone() };
        run.locate(&match &document.value {
            Lazy { find: Some(find), part } if !path.is_root() => find(*part, path),
            _ => {
                let path = Path::root();
                Passed { call: document.call.clone(), value: Value::Null, path }
            }
        })
    }
}

// Two graphs are the same when they say the same, wherever a place is looked up.
impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl PartialEq for Locator {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl PartialEq for Fact {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fact")
    }
}

impl std::fmt::Debug for Lazy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lazy")
    }
}

impl std::fmt::Debug for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Locator")
    }
}
