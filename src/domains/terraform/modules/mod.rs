//! Calls of modules: what modules take and give, wherever they are known from.
//!
//! ```text
//! a module of the run ─► contract ─┐
//! a folder of .tf files ─► found  ─┼─► contracts ─► the check room joins them
//! a schema of the project ─► known ┤      uses ──┘
//! what a library tells ──► told ───┘
//! ```

pub(super) mod call;
pub(super) mod contract;
pub mod interface;
pub(super) mod links;
pub(crate) mod local_module;
pub mod registry;
pub(crate) mod slots;
pub mod source;
