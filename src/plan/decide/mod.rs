//! What happens to each file, one after the other.

pub(crate) mod block;
pub(crate) mod block_merge;
pub(crate) mod conflict;
pub(crate) mod planner;
pub(crate) mod proof;
pub(crate) mod prune;
pub(crate) mod witness;
