//! Objects for several environments, from a number.

pub(crate) mod objects;
pub(crate) mod random;
