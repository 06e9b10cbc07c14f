//! What recipes call and hold.

pub(super) mod expression;
pub(super) mod functions;
pub(super) mod hcl;
pub(super) mod methods;
pub(super) mod module_schema;
pub(super) mod nested_block;
pub(super) mod options;
mod root;
