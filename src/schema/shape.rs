//! The shape that a tool expects of a value.

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
    /// An array of this.
    List(&'static Shape),
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

/// The known keys of a map, in the order in which an expert writes them.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// What the map is, for messages: `a job`.
    pub subject: &'static str,
    /// The keys.
    pub known: &'static [(&'static str, Shape)],
    /// Those of which only one can be there, group by group.
    pub exclusive: &'static [&'static [&'static str]],
    /// Those of which one has to be there, group by group.
    pub required: &'static [&'static [&'static str]],
}

impl Fields {
    /// The shape of a key, if it is known.
    pub fn get(&self, key: &str) -> Option<&Shape> {
        self.known.iter().find(|(name, _)| *name == key).map(|(_, shape)| shape)
    }

    /// The place of a key in the canonical order; unknown keys come last.
    pub fn rank(&self, key: &str) -> usize {
        self.known.iter().position(|(name, _)| *name == key).unwrap_or(self.known.len())
    }
}
