//! The numbers by which entries of a graph name each other: each is an index into a table of its graph.

use serde::{Deserialize, Serialize};

/// Declares interned numbers.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        pub struct $name(pub(super) u32);

        impl $name {
            /// The number of an index. A run has fewer entries than there are numbers: its output is bounded.
            pub(super) fn of(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Its index, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}

ids! {
    /// An interned text of one graph.
    Symbol,
    /// An interned path of one graph; the root of a file is the first.
    PathId,
    /// A generated file of one graph.
    FileId,
    /// A document of one graph.
    DocumentId,
    /// An interned kind of one graph.
    KindId,
    /// An interned node of one graph.
    NodeId,
}

/// A position in the generated files. The place in the recipe follows from it, and is resolved only for a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Site {
    /// The document.
    pub document: DocumentId,
    /// The path in its file.
    pub path: PathId,
}
