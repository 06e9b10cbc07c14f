//! What differs between a base and what an environment wants: as a strategic merge patch where Kustomize knows the merge keys,
//! else as the operations of a JSON patch; the shorter of the two where both say it exactly.

mod items;
mod json_patch;
mod merge_patch;
mod patch;
mod shared;

pub(crate) use items::written;
pub(crate) use patch::{Patch, patch};
pub(crate) use shared::shared;
