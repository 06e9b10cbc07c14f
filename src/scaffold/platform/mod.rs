//! What a project can be started for: providers, regions, and what runs the software.

pub(crate) mod provider;
pub(crate) mod target;
