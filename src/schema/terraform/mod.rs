//! What Terraform's providers accept: their resources, data sources and settings, from tables that `scripts/schemas` writes.
//!
//! ```text
//! tables/aws.table ─► table: head, one group ─► block: the type's arguments
//! ```
//!
//! The tables are made from packages that are generated from the providers themselves: `@cdktf/provider-*`, and
//! `@pulumi/hcloud` for Hetzner's. They tell names, types, what is a block, what is required, and what only Terraform
//! computes; not which arguments exclude each other, and no values. What is deprecated is told by `@pulumi/*`, which are made from
//! the same providers, and what is gone by the packages of earlier major versions.
//!
//! A project can have tables of its own, made from what its providers say of themselves, which then count instead:
//!
//! ```text
//! terraform providers schema -json ─► import ─► .specweave/schemas/terraform/aws.table ─► plain ─► tables
//! ```

mod backends;
mod block;
mod check;
pub mod import;
pub mod plain;

mod table;
mod tables;

/// The tag of a map that is a nested block and no argument.
pub const BLOCK: &str = "block";

/// The tag of a list that is a function's name and what it is called with.
pub const CALL: &str = "call";

pub use crate::value::tagged::UNCHECKED;
pub use backends::{CLOUD, backend, backends};
pub use block::{Argument, Block, Count, Kind, Marks, Plain, Presence, Removed};
pub use check::{check, shaped};
pub use table::{Embedded, Lookup, MADE, embedded, provider_of, schema, version};
pub use tables::{BUILTIN, FOLDER, Tables, path_of};
