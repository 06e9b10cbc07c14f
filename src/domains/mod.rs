//! What can be generated; a file's or folder's name is its namespace in recipes.

pub mod compose;
pub mod github;
pub mod terraform;

use crate::engine::{Namespace, Templates};

/// Everything in this room.
pub const ALL: &[Namespace] =
    &[compose::COMPOSE, github::GITHUB, terraform::TERRAFORM, terraform::HCL];

/// Files of plain data in whose texts a tool evaluates something.
pub const TEMPLATES: &[Templates] = &[terraform::TEMPLATES];
