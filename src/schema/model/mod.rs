//! What a place in a file accepts, as data: types, the fields of objects, and the rules between them.
//!
//! Types are read from [tables](super::table) or declared by a recipe; [`check`](super::check) validates values by them.

mod display;
mod kinds;
mod object;
mod version;

pub(super) use display::expected;
pub use kinds::{Bounds, Kinds};
pub use object::{Field, Marks, Object, Presence, Rule};
pub use version::{Version, Versions};

use super::formats::{self, Format};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// What a place in a file accepts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Type {
    /// Anything.
    #[default]
    Any,
    /// Values of these kinds: a number within the bounds, text with so many letters.
    Scalar(Kinds, Bounds),
    /// Values that have to be written in a certain way.
    #[serde(with = "formats::by_name")]
    Format(&'static Format),
    /// One of these words; they may stand for numbers, `true` or `false`.
    OneOf(Kinds, Box<[Box<str>]>),
    /// A list.
    List {
        /// What each item is.
        item: Box<Type>,
        /// Which of them may be alike.
        unique: Unique,
        /// How many there may be.
        bounds: Bounds,
    },
    /// A list with one of each of these.
    Tuple(Box<[Type]>),
    /// A map with keys of the author's choice, and how many there may be.
    Map(Box<Type>, Bounds),
    /// A map with known keys.
    Object(Box<Object>),
    /// One of these.
    Union(Box<[Type]>),
    /// A type of the table that this one is in.
    Ref(Ref),
}

/// Which items of a list may be alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unique {
    /// All of them.
    #[default]
    No,
    /// All of them, and neither that nor their order counts.
    Set,
    /// None.
    Items,
    /// None may have the same values under these keys.
    By(Box<[Box<str>]>),
}

/// A type's name in its table, and where it was found there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ref {
    /// The name.
    pub name: Box<str>,
    /// Where the table has it, once it was looked for; nothing where there is no such type.
    #[serde(skip)]
    pub(super) found: OnceLock<Option<super::table::At>>,
}

impl Type {
    /// Text.
    pub const TEXT: Self = Self::Scalar(Kinds::TEXT, Bounds::NONE);
    /// A number.
    pub const NUMBER: Self = Self::Scalar(Kinds::NUMBER, Bounds::NONE);
    /// `true` or `false`.
    pub const BOOL: Self = Self::Scalar(Kinds::BOOL, Bounds::NONE);

    /// A list of this.
    #[must_use]
    pub fn list(item: Type) -> Self {
        Self::List { item: Box::new(item), unique: Unique::No, bounds: Bounds::NONE }
    }

    /// A list of this in which the order does not count.
    #[must_use]
    pub fn set(item: Type) -> Self {
        Self::List { item: Box::new(item), unique: Unique::Set, bounds: Bounds::NONE }
    }

    /// A map of this.
    #[must_use]
    pub fn map(item: Type) -> Self {
        Self::Map(Box::new(item), Bounds::NONE)
    }
}

impl Ref {
    /// A reference to the type of a name.
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), found: OnceLock::new() }
    }
}
