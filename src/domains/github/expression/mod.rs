//! GitHub's expressions: `${{ github.sha }}` and the conditions in `if`, read and checked.
//!
//! `syntax` makes a tree of one. Of `check`, `vocabulary` knows the names of the language, `place` what is
//! available where, `scope` and `declared` what a workflow declares, and `untrusted` what strangers can write; `text`
//! asks them all about a text. `holes` joins what a recipe puts into a text, and `read` reads what it
//! gives by itself.

mod check;
mod holes;
mod read;
mod syntax;
#[cfg(test)]
mod tests;

pub(super) use check::declared::reads;
pub(super) use check::place::{is_condition, is_evaluated};
pub(super) use check::text::check;
pub(super) use holes::{EXTERNAL, LANGUAGE, condition};
pub(super) use read::read;
pub(super) use syntax::literal::literal;
