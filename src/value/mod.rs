//! The data tree that recipes make: what every room between the engine and the emitters speaks.
//!
//! A [`Value`] is plain data: it can be cloned, compared and sent to another process. Text may
//! hold *holes* ([`text`]), any value may have a comment, and maps keep the author's order.
//! What a target makes of a hole or a comment is the target's affair, never this room's.

mod bare;
mod commented;
pub mod de;
mod kinds;
pub mod map;
pub mod merge;
pub mod read;
mod schema;
pub mod tagged;
pub mod text;
mod tree;

pub use commented::Commented;
pub use kinds::Kinds;
pub use map::{Map, Origin};
pub use tagged::{Tag, Tagged};
pub use text::{Expr, Hole, Language, Piece, Text};
pub use tree::{
    BadPath, Captures, Part, Path, Pattern, Segment, Segments, Step, Trail, Turn, Walk,
};

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// A map's key: short words live inline, without an allocation.
pub type Key = CompactString;

/// A piece of data on its way from a recipe to a file.
// The name in serde is one that `de` knows: a field of this type is handed over as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "$sw::Value")]
pub enum Value {
    /// An explicit null, as opposed to a key that is left out.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// Text, with or without holes.
    Text(Text),
    /// Values in order.
    List(Vec<Value>),
    /// Named values in the author's order.
    Map(Map),
    /// A value that carries comments. Accessors look through it.
    Commented(Box<Commented>),
    /// A value that is more than data to a domain. Accessors look through it.
    Tagged(Box<Tagged>),
}

impl Value {
    /// The map inside, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self.bare() {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list inside, if this is one.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self.bare() {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text inside, with its holes, if this is text.
    pub fn as_text(&self) -> Option<&Text> {
        match self.bare() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text inside, if this is text without holes.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().and_then(Text::as_str)
    }

    /// The value under `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map().and_then(|map| map.get(key))
    }

    /// The value one step down.
    pub fn child(&self, step: &Step) -> Option<&Value> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => self.as_list()?.get(*index),
        }
    }

    /// What this value is, in an author's words, with its article.
    ///
    /// ```
    /// assert_eq!(sw::value::Value::Int(3).kind(), "an int");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self.bare() {
            Value::Null => "null",
            Value::Bool(_) => "a bool",
            Value::Int(_) => "an int",
            Value::Float(_) => "a float",
            Value::Text(_) => "a string",
            Value::List(_) => "an array",
            Value::Map(_) => "a map",
            Value::Commented(_) | Value::Tagged(_) => unreachable!("`bare` looked through it"),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),* $(,)?) => {
        $(impl From<$from> for Value {
            fn from(inner: $from) -> Self {
                Value::$variant(inner.into())
            }
        })*
    };
}

value_from!(bool => Bool, i64 => Int, f64 => Float, &str => Text, String => Text, Text => Text, Hole => Text, Map => Map, Vec<Value> => List);
