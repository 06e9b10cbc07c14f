//! Properties of handles: each is declared once, with its documentation and what reads it.

use crate::engine::run::context::Run;
use rhai::Dynamic;

/// A property of handles of type `T`.
#[derive(Debug)]
pub struct Property<T: 'static> {
    /// The name behind the dot.
    pub name: &'static str,
    /// The type, in an author's words.
    pub kind: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// An example that reads it.
    pub example: &'static str,
    /// What the example gives, as a recipe writes it.
    pub gives: &'static str,
    /// Reads it; none where this handle does not have it.
    pub get: fn(&T, &Run) -> Option<Dynamic>,
}

impl<T> Property<T> {
    /// A property, with an example that reads it and what that gives.
    pub const fn of(
        name: &'static str,
        kind: &'static str,
        summary: &'static str,
        example: &'static str,
        gives: &'static str,
        get: fn(&T, &Run) -> Option<Dynamic>,
    ) -> Self {
        Self { name, kind, summary, example, gives, get }
    }
}

/// Text as a property, `()` where there is none.
pub(crate) fn optional(text: &Option<String>) -> Dynamic {
    text.clone().map_or(Dynamic::UNIT, Dynamic::from)
}
