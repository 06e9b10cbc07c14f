//! What every room can use, and what knows none of them.

pub(crate) mod lock;
pub(crate) mod memo;
pub(crate) mod parallel;
