//! From objects in several environments to templates: what is the same is constant, what differs is a value.

mod domains;
mod entries;
mod hosts;
mod image;
mod lists;
mod spot;
mod store;
mod walker;

pub(crate) use spot::{NAMED, SWITCHED};
pub(crate) use walker::{Lifted, Walker};
