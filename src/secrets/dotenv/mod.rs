//! `.env` files that people keep: read as the usual readers do, edited so that everything else stays byte for byte.
//!
//! ```text
//! text ─► parse ─► Document ─► get
//!                     │ set, unset
//!                     ▼
//!                    text
//! ```

mod edit;
mod parse;
mod unquote;

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

/// A file of environment variables; as text it is exactly what was read, but for what was edited.
///
/// ```
/// use sw::secrets::dotenv::Document;
/// let mut file = Document::parse("# Web\nexport PORT='80' # inside\n");
/// assert_eq!(file.get("PORT").as_deref(), Some("80"));
/// file.set("PORT", "8 080").unwrap();
/// file.set("HOST", "shop").unwrap();
/// assert_eq!(file.to_string(), "# Web\nexport PORT='8 080' # inside\nHOST=shop\n");
/// assert!(file.unset("PORT"));
/// assert_eq!(file.to_string(), "# Web\nHOST=shop\n");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its lines in order; a value of several lines is one piece.
    pieces: Vec<Piece>,
    /// The line that a quoted value starts in which never ends.
    unclosed: Option<usize>,
}

/// A line, or a variable with a value of several lines.
#[derive(Clone, Default, PartialEq, Eq)]
struct Piece {
    /// All of it, its line end included.
    text: String,
    /// The variable that it sets; none for comments, empty lines, and what is none of these.
    variable: Option<Variable>,
}

/// Where a variable and its value are in their piece.
#[derive(Clone, PartialEq, Eq)]
struct Variable {
    name: Range<usize>,
    /// With its quotes.
    value: Range<usize>,
    /// Whether a comment is behind it.
    is_followed: bool,
}

impl Document {
    /// The value of a variable as readers see it; where it is there several times, the last one counts.
    pub fn get(&self, name: &str) -> Option<String> {
        let (piece, variable) = self
            .variables()
            .rfind(|(piece, variable)| piece.text[variable.name.clone()] == *name)?;
        Some(unquote::unquoted(&piece.text[variable.value.clone()]))
    }

    /// The names of its variables in order, those that are there several times too.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables().map(|(piece, variable)| &piece.text[variable.name.clone()])
    }

    /// The line in which a quoted value starts that never ends: such a file was cut off, or a quote was forgotten.
    pub fn unclosed(&self) -> Option<usize> {
        self.unclosed
    }

    fn variables(&self) -> impl DoubleEndedIterator<Item = (&Piece, &Variable)> {
        self.pieces.iter().filter_map(|piece| Some((piece, piece.variable.as_ref()?)))
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| f.write_str(&piece.text))
    }
}

/// Its values are secret.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("names", &self.names().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
