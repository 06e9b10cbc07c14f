//! Maps and arrays: joining, grouping, sorting, and what is inside.

pub(super) mod arrays;
pub(super) mod canonical;
mod lookup;
pub(super) mod maps;
pub(super) mod merge;
pub(super) mod ordering;
