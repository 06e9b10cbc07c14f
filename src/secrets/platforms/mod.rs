//! What known platforms ask for.

pub(crate) mod catalogue;
