//! Existing HCL in recipes: read as data, and added to a root.

pub(crate) mod import_blocks;
pub(crate) mod read_hcl;
