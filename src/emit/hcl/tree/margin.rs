//! What is around a node: blank lines and comments.

/// What is around an attribute, a block, a list's item or an object's field.
///
/// Lines that start a body, a list or an object never have a blank line before them. Inside
/// `${...}` and an index there is no room: the whole margin is left out there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margin {
    /// Whether a blank line comes first.
    pub blank_before: bool,
    /// Comment lines above, without the comment sign.
    pub above: Vec<String>,
    /// A comment on the same line, or above when the value takes several lines.
    pub note: Option<String>,
}

impl Margin {
    /// Nothing but a comment on the same line.
    pub fn note(text: impl Into<String>) -> Self {
        Self { note: Some(text.into()), ..Self::default() }
    }

    /// Nothing but comment lines above.
    pub fn above<S: Into<String>>(lines: impl IntoIterator<Item = S>) -> Self {
        Self { above: lines.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The same margin with a blank line before it all.
    #[must_use]
    pub fn after_blank(self) -> Self {
        Self { blank_before: true, ..self }
    }
}
