//! Files as data.

pub(crate) mod part;
pub(crate) mod parts;
mod terraform;
