//! The shape that a tool expects of a value.

use crate::value::Value;

/// What a tool accepts in a place.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything: the tool's own rules are too many to hold here, or it has none.
    Any,
    /// Text.
    Text,
    /// Text of which only these are known to the tool.
    OneOf(&'static [&'static str]),
    /// Text, or an array of lines that become one text.
    Script,
    /// `true` or `false`, or an expression.
    Bool,
    /// A number, or an expression.
    Number,
    /// Text, a number, `true` or `false`.
    Scalar,
    /// A value that has to be written in a certain way.
    Format(&'static Format),
    /// An array of this.
    List(&'static Shape),
    /// An array of this in which nothing comes twice.
    Set(&'static Shape),
    /// A map with known keys.
    Map(&'static Fields),
    /// A map whose keys the author chooses.
    Named(&'static Shape),
    /// This, with something in it.
    Filled(&'static Shape),
    /// One of these.
    Either(&'static [Shape]),
    /// This, or null for "as it is by default".
    OrNull(&'static Shape),
}

/// A way of writing that only code can tell: a duration, a port.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What is written that way, with its article: `a duration`.
    pub what: &'static str,
    /// What it looks like, in backticks.
    pub example: &'static str,
    /// Whether a value is written that way.
    pub holds: fn(&Value) -> bool,
}

/// The known keys of a map, in the order in which an expert writes them.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// What the map is, for messages: `a job`.
    pub subject: &'static str,
    /// The keys. A name that ends in `*` stands for all that start with what is before it.
    pub known: &'static [(&'static str, Shape)],
    /// Those of which only one can be there, group by group.
    pub exclusive: &'static [&'static [&'static str]],
    /// Those of which one has to be there, group by group.
    pub required: &'static [&'static [&'static str]],
}

impl Fields {
    /// The shape of a key, if it is known.
    pub fn get(&self, key: &str) -> Option<&Shape> {
        self.known.iter().find(|(name, _)| stands_for(name, key)).map(|(_, shape)| shape)
    }

    /// The place of a key in the canonical order; unknown keys come last.
    pub fn rank(&self, key: &str) -> usize {
        self.known.iter().position(|(name, _)| stands_for(name, key)).unwrap_or(self.known.len())
    }

    /// The keys that have a name of their own.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.known.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('*'))
    }
}

fn stands_for(name: &str, key: &str) -> bool {
    name == key || name.strip_suffix('*').is_some_and(|start| key.starts_with(start))
}
