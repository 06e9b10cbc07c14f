//! Calls of modules, and the interfaces of modules, wherever they are declared.
//!
//! ```text
//! a module of the run ────► module_interface ─┐
//! a folder of .tf files ──► local_module ─────┼─► interfaces ─► the check room joins them
//! a schema of the project ► registry ─────────┤      calls ──┘
//! a schema of a library ──► registry ─────────┘
//! ```

pub(super) mod call;
pub mod declarations;
pub(super) mod links;
pub(crate) mod local_module;
pub(super) mod module_interface;
pub(super) mod provider;
pub mod registry;
pub mod source;
