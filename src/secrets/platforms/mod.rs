//! What known platforms ask for.

pub(crate) mod catalogue;
pub(crate) mod table;
