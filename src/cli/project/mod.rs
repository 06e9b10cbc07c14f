//! The commands that set up a project: `init`, `new`, `env`, `schema`.

pub(crate) mod env;
pub(crate) mod init;
pub(crate) mod new;
pub(crate) mod schema;
pub(crate) mod site;
