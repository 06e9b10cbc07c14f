//! Tables of types, and their text form: what people read, git shows line by line, and `sw schema add` writes.
#![doc = include_str!("format.md")]

mod lookup;
mod parse;
mod view;
mod words;

pub use crate::schema::model::types::At;
pub(crate) use lookup::FORMAT;
pub use lookup::{Head, TYPE, Table};
pub use parse::Definition;
pub(crate) use parse::LETTERS;
pub use view::View;
