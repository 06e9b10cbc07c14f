//! What tests of recipes check and make up.

pub(super) mod assert;
mod difference;
pub(super) mod test;
