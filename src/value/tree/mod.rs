//! Ways through a tree of values: paths, walks, and patterns of places.

mod path;
mod pattern;
mod trail;
mod visit;

pub use path::{BadPath, Path, Step};
pub use pattern::{Captures, Pattern, Segment};
pub use trail::{Trail, Turn};
pub use visit::Walk;
