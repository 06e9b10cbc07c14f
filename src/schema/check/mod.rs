//! Validates a value by a type: one walk over both, and a message with its path for each problem.
//!
//! ```text
//! value + type ─► kinds first ─► fields, items, rules ─► problems (message: what, where, what to do)
//! ```

mod dialect;
mod message;
mod object;
mod scene;
mod tags;
mod union;
mod walk;

pub use dialect::{Dialect, Openness};
pub use message::sourced;
pub use tags::{BLOCK, CALL};

use super::Problem;
use super::model::Type;
use super::table::View;
use crate::value::{Map, Value};
use message::Site;
use scene::Scene;
use walk::Walk;

/// Everything in `value` that the type does not accept.
///
/// ```
/// use sw::schema::{Dialect, Table, check};
/// let table = Table::parse("sw-table 4\n\ntype port\n # a port\n target !i{1..65535}\n x-* ?a\n").unwrap();
/// let port = table.view(table.find("type", "port").unwrap());
/// let value = sw::value::Map::from([("target", "http"), ("x-note", "mine")]).into();
/// let problems = check(&value, port, &Dialect::DOCUMENT);
/// assert_eq!(problems[0].diagnostic.message, "`target` takes an int from 1 to 65535, found a string");
/// ```
pub fn check(value: &Value, view: View<'_>, dialect: &Dialect<'_>) -> Vec<Problem> {
    let mut walk = Walk::default();
    walk.value(value, view, Scene::root(dialect));
    walk.found
}

/// The same of a map.
pub fn check_map(map: &Map, view: View<'_>, dialect: &Dialect<'_>) -> Vec<Problem> {
    let mut walk = Walk::default();
    let ((inner, rules), scene) = (view.ruled(), Scene::root(dialect));
    if let Some(object) = inner.object() {
        walk.object(map, Site { object, view: inner, scene });
    }
    if !rules.is_empty() {
        walk.keep(&map.clone().into(), &rules, 0, scene);
    }
    walk.found
}

/// The first thing in an argument that does not match the type declared for it; `subject` is what takes it: ``the input `size` ``.
///
/// ```
/// use sw::schema::{Type, check::check_argument};
/// let sizes = Type::list(Type::NUMBER);
/// assert!(check_argument(&vec!["1".into(), 2.into()].into(), &sizes, "the input `sizes`").is_none());
/// let problem = check_argument(&"big".into(), &sizes, "the input `sizes`").unwrap();
/// assert_eq!(problem.diagnostic.message, "the input `sizes` takes a list of numbers, found a string");
/// ```
pub fn check_argument(value: &Value, ty: &Type, subject: &str) -> Option<Problem> {
    let dialect = Dialect { subject: &subject, ..Dialect::LANGUAGE };
    let mut problem = check(value, View::of(ty), &dialect).into_iter().next()?;
    problem.diagnostic.code = "wrong-type".into();
    if !problem.path.is_root() {
        problem.diagnostic.message = format!("{subject}: {}", problem.diagnostic.message);
    }
    Some(problem)
}
