//! Tags of values that are checked in another way, or not at all.

/// The tag of a map that is a nested block and no argument.
pub const BLOCK: &str = "block";

/// The tag of a list that is a function's name and what it is called with.
pub const CALL: &str = "call";
