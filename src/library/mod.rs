//! Recipes that other recipes import: the standard library that is part of the binary.

use crate::engine::Shelf;

include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));
