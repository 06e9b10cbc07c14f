//! Rules about values: results, numbers, text and `switch`.

pub(crate) mod division;
pub(crate) mod dropped;
pub(crate) mod nothing;
pub(crate) mod numbers;
pub(crate) mod switches;
pub(crate) mod unfilled;
