//! One writer at a time: the lock of an output root, and who holds it.

pub(crate) mod hold;
pub(crate) mod lock_owner;
mod take;
