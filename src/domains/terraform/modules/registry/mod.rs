//! Modules that are not part of the project: their schemas, from files of the project or declared by recipes.

pub mod declared_schema;
pub(crate) mod registry_schemas;
pub mod schema;
pub(crate) mod versions;
