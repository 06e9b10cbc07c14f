//! A target's node tree to text, one format per file.
//!
//! Emitters never meet a hole: anyone who lowers a `Value` decides what one means there. They are
//! deterministic, and every text they give ends with a line end, unless it is empty.
//!
//! YAML, JSON and TOML share one tree, [`Node`], so that data is lowered once whatever the format.

pub mod comment;
pub mod dotenv;
pub mod hcl;
pub mod header;
pub mod json;
mod letters;
pub mod text;
pub mod toml;
mod tree;
mod unfit;
pub mod yaml;

pub use tree::node::{Data, Key, Layout, Node, Style};
pub use tree::syntax::Syntax;
pub use tree::{layout, lower};
pub use unfit::Unfit;
