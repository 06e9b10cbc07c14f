//! Rules about variables that are shared, captured or changed.

pub(crate) mod captured;
pub(crate) mod closures;
pub(crate) mod constants;
pub(crate) mod loops;
