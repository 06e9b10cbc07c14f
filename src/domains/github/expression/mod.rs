//! GitHub's expressions: `${{ github.sha }}` and the conditions in `if`, read and checked.
//!
//! [`parse`](parse::parse) makes a [tree](tree::Expr) of one; [`vocabulary`] knows the names of the
//! language, [`place`] what is available where, [`scope`] and [`declared`] what a workflow declares, and
//! [`untrusted`] what strangers can write. [`check`](check::check) asks them all about a text.

mod check;
mod condition;
mod declared;
mod language;
mod literal;
mod parse;
mod place;
mod read;
mod scan;
mod scope;
mod splice;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod untrusted;
mod vocabulary;

pub(super) use check::check;
pub(super) use condition::condition;
pub(super) use literal::literal;
pub(super) use place::{is_condition, is_evaluated};
pub(super) use read::read;

/// The name of GitHub's expression language, in holes.
pub(super) const LANGUAGE: &str = "GitHub";

/// How an expression of another tool gets into a workflow.
pub(super) const ELSEWHERE: &str = "pass it on as an output of the step that knows it";
