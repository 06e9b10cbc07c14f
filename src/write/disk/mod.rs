//! The real file system, and the folders that are open in it.

pub(crate) mod folders;
pub mod fs;
#[cfg(unix)]
pub(crate) mod system;
