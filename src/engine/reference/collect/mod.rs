//! The reference as collected from its sources: native functions, types, option maps, the language and recipe modules.

pub(crate) mod catalogue;
pub(crate) mod language;
pub(crate) mod modules;
pub(crate) mod natives;
pub(crate) mod options;
pub(crate) mod rules;
pub(crate) mod things;
pub(crate) mod wording;
