//! Ways through a tree of values: paths, walks, and patterns of places.

pub(super) mod path;
pub(super) mod pattern;
pub(super) mod trail;
pub(super) mod visit;

pub use path::{BadPath, Part, Path, Step};
pub use pattern::{Captures, Pattern, Segment, Segments};
pub use trail::{Trail, Turn};
pub use visit::Walk;
