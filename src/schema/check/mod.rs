//! Validates a value by a type: one walk over both, and a message with its path for each problem.
//!
//! ```text
//! value + type ─► kinds first ─► fields, items, rules ─► problems (message: what, where, what to do)
//! ```

mod dialect;
mod message;
mod object;
mod union;
mod walk;

pub use dialect::{Dialect, Openness};
pub use message::ProblemKind;

use super::Problem;
use super::table::View;
use crate::value::Value;
use walk::{Scene, Walk};

/// The tag of a map that is a nested block and no argument.
pub const BLOCK: &str = "block";

/// The tag of a list that is a function's name and what it is called with.
pub const CALL: &str = "call";

/// Everything in `value` that the type does not accept.
///
/// ```
/// use sw::schema::{Dialect, Table, check};
/// let table = Table::parse("sw-table 4\n\ntype port\n # a port\n target !i{1..65535}\n x-* ?a\n").unwrap();
/// let port = table.view(table.find("type", "port").unwrap());
/// let value = sw::value::Map::from([("target", "http"), ("x-note", "mine")]).into();
/// let problems = check(&value, port, &Dialect::DOCUMENT);
/// assert_eq!(problems[0].diagnostic.message, "`target` takes a whole number from 1 to 65535, found text");
/// ```
pub fn check(value: &Value, view: View<'_>, dialect: &Dialect<'_>) -> Vec<Problem> {
    let mut walk = Walk::new(dialect);
    walk.value(value, view, Scene::ROOT);
    walk.found.into_iter().map(|found| found.problem).collect()
}

#[cfg(test)]
mod tests;
