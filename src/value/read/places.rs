//! Where in a text each key and value of a tree is.

use super::super::Value;
use super::super::de::{DeError, DeErrorKind};
use crate::diag::{Diagnostic, Place, Point};
use crate::value::tree::path::{Path, Step};

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it starts.
    pub start: Point,
    /// Just behind its end; lists and maps have none.
    pub end: Option<Point>,
}

impl Span {
    /// The same stretch as a place in a file.
    pub fn in_file(self, file: &str) -> Place {
        Place { file: file.into(), start: self.start, end: self.end }
    }
}

/// A value that was read from a text, with the places of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The value itself.
    pub value: Value,
    /// The places of its parts.
    pub places: Places,
}

/// The places of a value and of everything below it, in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The key of an entry of a map.
    pub key: Option<Span>,
    /// The value itself.
    pub value: Span,
    /// What is in it.
    pub below: Vec<Places>,
}

impl Located {
    /// Where the value at `path` is; `None` when there is none.
    ///
    /// ```
    /// use sw::value::{Path, read};
    /// let document = &read::yaml("ports:\n  - 80\n  - 443\n")?[0];
    /// let span = document.value_span(&Path::root().key("ports").index(1)).unwrap();
    /// assert_eq!((span.start.line, span.start.column), (3, 5));
    /// # Ok::<(), read::ReadError>(())
    /// ```
    pub fn value_span(&self, path: &Path) -> Option<Span> {
        self.find(path).map(|places| places.value)
    }

    /// Where the key of the value at `path` is; `None` in a list and at the root.
    pub fn key_span(&self, path: &Path) -> Option<Span> {
        self.find(path)?.key
    }

    /// The best place to point at for `path`: its value, or what is nearest above it.
    pub fn nearest_span(&self, path: &Path) -> Span {
        match self.value_span(path) {
            Some(span) => span,
            None if path.is_root() => self.places.value,
            None => self.name_span(&path.parent()),
        }
    }

    /// The best place to point at for what has the name or number `path` ends with: its key, or
    /// where it starts.
    pub fn name_span(&self, path: &Path) -> Span {
        self.key_span(path).unwrap_or_else(|| self.nearest_span(path))
    }

    /// The message for a mistake in this value. `subject` is what the value is to its author.
    pub fn diagnostic(&self, error: &DeError, subject: &str, file: &str) -> Diagnostic {
        let span = match error.kind {
            DeErrorKind::UnknownKey { .. } | DeErrorKind::MissingKey { .. } => {
                self.name_span(&error.path)
            }
            _ => self.nearest_span(&error.path),
        };
        error.to_diagnostic(subject).at(span.in_file(file))
    }

    fn find(&self, path: &Path) -> Option<&Places> {
        let mut places = &self.places;
        let mut value = &self.value;
        for step in &path.0 {
            let index = match step {
                Step::Key(key) => value.as_map()?.index_of(key)?,
                Step::Index(index) => *index,
            };
            places = places.below.get(index)?;
            value = value.child(step)?;
        }
        Some(places)
    }
}
