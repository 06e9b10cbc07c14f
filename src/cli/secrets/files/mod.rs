//! The files with values on this machine.

pub(crate) mod dates;
pub(crate) mod edit;
pub(crate) mod protection;
