//! What is wrong with the blocks of one root.

pub(super) mod cycle;
pub(super) mod dynamic;
pub(super) mod meta_arguments;
pub(super) mod overrides;
pub(super) mod provider_schema;
pub(super) mod reference_types;
pub(super) mod sensitive;
