//! The configuration: where it is, its shape, and how it becomes a project.

pub(crate) mod assemble;
pub(crate) mod file;
pub(crate) mod find;
pub(crate) mod schema;
pub(crate) mod settings;
