//! What can be generated; a file's or folder's name is its namespace in recipes.

pub mod terraform;
