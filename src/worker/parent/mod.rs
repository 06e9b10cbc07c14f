//! The parent's side of the pipe.

pub(crate) mod exit_status;
pub(crate) mod failure;
pub(crate) mod process;
pub(crate) mod received;
pub(crate) mod run;
pub(crate) mod session;
pub(crate) mod watch;
