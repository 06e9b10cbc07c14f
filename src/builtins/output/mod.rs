//! What recipes emit, and what says how it is meant.

pub(super) mod allow;
pub(super) mod emit;
pub(super) mod literal;
pub(super) mod unchecked;
pub(super) mod yaml;
