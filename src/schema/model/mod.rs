//! What a place in a file accepts, as data: types, the fields of objects, and the rules between them.
//!
//! Types are read from [tables](super::table) or declared by a recipe; [`check`](mod@super::check) validates values by them.

pub(super) mod bounds;
mod pattern;
pub(super) mod types;
pub(super) mod version;

pub use bounds::Bounds;
pub use pattern::Pattern;
pub use types::{At, Field, ItemKey, Marks, Object, Presence, Ref, Rule, Type, Unique};
pub use version::{Version, Versions};
