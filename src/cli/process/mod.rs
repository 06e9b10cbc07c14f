//! The program as a process: a worker that starts early, and Ctrl-C.

pub(crate) mod ahead;
pub(crate) mod interrupt;
