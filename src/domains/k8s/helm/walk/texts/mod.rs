//! Texts of which a template knows the parts: images, hosts, and hashes of what other templates print.

pub(crate) mod checksums;
pub(super) mod domains;
mod hosts;
mod images;
