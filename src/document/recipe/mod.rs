//! What recipes hold and call: documents, names of entries, expressions.

pub(super) mod changes;
pub(super) mod document;
pub(super) mod draft;
pub(super) mod entry;
pub(super) mod expression;
pub(super) mod register;
