//! Interned names and paths: many entries of a graph share them, so that each is kept once.

use super::ids::{PathId, Symbol};
use crate::value::{Path, Step, Trail, Turn};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

/// All texts of a graph; the index of a text is its symbol.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Symbols(IndexSet<Box<str>, FxBuildHasher>);

impl Symbols {
    pub(super) fn intern(&mut self, text: &str) -> Symbol {
        let index = self.0.get_index_of(text).unwrap_or_else(|| self.0.insert_full(text.into()).0);
        Symbol::of(index)
    }

    pub(super) fn get(&self, symbol: Symbol) -> &str {
        self.0.get_index(symbol.index()).map_or("", |text| text)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|text| &**text)
    }
}

/// One step of an interned path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Turning {
    Key(Symbol),
    Index(u32),
}

/// All paths of a graph, each as its last step below a shorter path. The root is path 0, and has no step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Paths(IndexSet<(PathId, Turning), FxBuildHasher>);

impl Paths {
    pub(super) fn trail(&mut self, base: PathId, trail: &Trail<'_>, names: &mut Symbols) -> PathId {
        let Some((above, turn)) = trail.last() else { return base };
        let above = self.trail(base, above, names);
        self.step(above, turn, names)
    }

    pub(super) fn path(&mut self, base: PathId, path: &Path, names: &mut Symbols) -> PathId {
        path.0.iter().fold(base, |above, step| {
            let turn = match step {
                Step::Key(key) => Turn::Key(key),
                Step::Index(index) => Turn::Index(*index),
            };
            self.step(above, turn, names)
        })
    }

    fn step(&mut self, above: PathId, turn: Turn<'_>, names: &mut Symbols) -> PathId {
        let turning = match turn {
            Turn::Key(key) => Turning::Key(names.intern(key)),
            Turn::Index(index) => Turning::Index(u32::try_from(index).unwrap_or(u32::MAX)),
        };
        PathId::of(self.0.insert_full((above, turning)).0 + 1)
    }

    /// The path one step up; none above the root.
    pub(super) fn parent(&self, path: PathId) -> Option<PathId> {
        self.last(path).map(|(above, _)| above)
    }

    /// The whole path.
    pub(super) fn get(&self, path: PathId, names: &Symbols) -> Path {
        let mut steps = Vec::new();
        let mut here = path;
        while let Some((above, turning)) = self.last(here) {
            steps.push(match turning {
                Turning::Key(key) => Step::Key(names.get(key).into()),
                Turning::Index(index) => Step::Index(index as usize),
            });
            here = above;
        }
        steps.reverse();
        Path(steps)
    }

    fn last(&self, path: PathId) -> Option<(PathId, Turning)> {
        self.0.get_index(path.index().checked_sub(1)?).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The same paths in another graph: what each of them, and the root, is there.
    pub(super) fn copied_to(
        &self,
        other: &mut Self,
        symbol: impl Fn(Symbol) -> Symbol,
    ) -> Vec<PathId> {
        let mut ids = vec![PathId::default()];
        for (above, turning) in &self.0 {
            let turning = match turning {
                Turning::Key(key) => Turning::Key(symbol(*key)),
                Turning::Index(_) => *turning,
            };
            let above = ids[above.index()];
            ids.push(PathId::of(other.0.insert_full((above, turning)).0 + 1));
        }
        ids
    }

    /// Whether every path is one step below an earlier one, and every key is one of `names`.
    pub(super) fn is_sound(&self, names: &Symbols) -> bool {
        self.0.iter().enumerate().all(|(index, (above, turning))| {
            let is_known = match turning {
                Turning::Key(key) => key.index() < names.len(),
                Turning::Index(_) => true,
            };
            is_known && above.index() <= index
        })
    }
}
