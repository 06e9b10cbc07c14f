//! Working on text, and short names for content.

pub(super) mod hash;
pub(super) mod text;
mod wording;
