//! The worker's side of the pipe.

pub(crate) mod sandbox;
pub(crate) mod serve;
pub(crate) mod session_server;
pub(crate) mod world;
