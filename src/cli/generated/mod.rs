//! The commands about generated files.

pub(crate) mod adopt;
pub(crate) mod check;
pub(crate) mod clean;
pub(crate) mod evaluate;
pub(crate) mod plan;
pub(crate) mod run;
pub(crate) mod unknown;
pub(crate) mod witness;
