//! What a run emitted, and what it created and did not emit.

pub(crate) mod artifact;
pub(crate) mod misfit;
pub(crate) mod sink;
pub(crate) mod unemitted;
