//! The same objects in several environments: which belong together, in which order, and what they share.
//!
//! Overlays and charts are computed from it: what differs between environments is known to the recipe, so patches
//! and values need not be written by hand.

mod align;
mod evaluate;
mod file_names;
mod order;
mod placement;
mod same;

pub(crate) use align::{Identity, Variants, align};
pub(crate) use evaluate::{Environments, Evaluated, Tagged};
pub(crate) use file_names::file_names;
pub(crate) use order::{merged, merged_or_first_seen};
pub(crate) use placement::Placement;
pub(crate) use same::{commonest, entries, lowered, same, text};
