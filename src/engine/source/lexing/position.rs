//! Positions of the language as places.

use crate::diag::{Place, Point};
use rhai::Position;

/// A position as a point; none where the engine knows none.
pub(crate) fn point(position: Position) -> Option<Point> {
    let line = u32::try_from(position.line()?).ok()?;
    // A position at the start of a line has no column of its own.
    let column = u32::try_from(position.position().unwrap_or(1)).ok()?;
    Some(Point { line, column })
}

/// A position in a file; none where either is unknown.
pub(crate) fn place(file: Option<&str>, position: Position) -> Option<Place> {
    Some(Place { file: file?.to_string(), start: point(position)?, end: None })
}
