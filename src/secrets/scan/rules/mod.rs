//! What is looked for in a text.

pub(super) mod assigned;
pub(super) mod key;
pub(super) mod pem;
pub(super) mod shape;
pub(super) mod url;
