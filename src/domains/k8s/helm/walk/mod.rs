//! From objects in several environments to templates: what is the same is constant, what differs is a value.

mod entries;
mod lists;
mod spot;
mod store;
mod texts;
mod walker;

pub(crate) use spot::{NAMED, SWITCHED};
pub(crate) use texts::checksums::Checksums;
pub(crate) use walker::{Lifted, Walker};
