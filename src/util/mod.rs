//! What every room can use, and what knows none of them.

pub(crate) mod lock;
pub(crate) mod parallel;
