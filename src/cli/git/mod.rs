//! The repository around a project, as git sees it.

pub(crate) mod client;
pub(crate) mod files;
pub(crate) mod repository;
