//! Data from outside a recipe: inputs, files, texts of a format.

pub(super) mod data;
mod evaluated;
pub(super) mod files;
mod foreign;
pub(super) mod input;
