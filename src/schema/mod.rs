//! What tools accept: [tables](table) of types, and the walk that [validates](check()) a value by them.
//!
//! ```text
//! tables/*.table ─► table: head, one group ─► model: types ─► check ─► problems
//!                                                         └─► order: canonical order of keys
//! ```

pub mod cel;
pub mod check;
mod depth;
pub(crate) mod findings;
mod kinds;
mod known;
pub mod model;
mod order;
pub mod table;

pub use cel::Cel;
pub use check::{BLOCK, CALL, Dialect, Openness, check};
pub use depth::Depth;
pub use kinds::{KIND, Kind, KindLookup};
pub use known::{FOLDER, Lookup, Schema, Tables, TypeRef, embedded, embedded_table, path_of};
pub use model::{
    Bounds, Field, ItemKey, Marks, Object, Pattern, Presence, Ref, Rule, Type, Unique, Version,
    Versions,
};
pub(crate) use order::Ranks;
pub use order::order;
pub use table::{At, Definition, Head, TYPE, Table, View};

use crate::diag::Diagnostic;
use crate::value::{Part, Path};

/// Something in a value that the tool does not accept.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where in the value; for an unknown key, the key itself.
    pub path: Path,
    /// Which part of what is there is wrong.
    pub part: Part,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

impl Problem {
    /// A problem with the value at a path.
    pub fn value(path: Path, diagnostic: Diagnostic) -> Self {
        Self { path, part: Part::Value, diagnostic }
    }

    /// A problem with the key that a path ends in: it should not be there, or be another one.
    pub fn key(path: Path, diagnostic: Diagnostic) -> Self {
        Self { path, part: Part::Key, diagnostic }
    }

    /// The same problem with a value that is at `path` of another one.
    #[must_use]
    pub fn below(self, path: &Path) -> Self {
        if path.is_root() { self } else { Self { path: path.join(&self.path), ..self } }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.diagnostic.is_error()
    }

    /// The same problem with one more way out of it.
    #[must_use]
    pub fn hinted(mut self, hint: &str) -> Self {
        self.diagnostic = self.diagnostic.hint(hint);
        self
    }
}
