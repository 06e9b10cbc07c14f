//! Places that a variable can't fill: it gives text, and Compose wants a map or an array there.

use crate::diag::Diagnostic;
use crate::schema::{Problem, shape::Shape};
use crate::value::{Path, Value};

/// Variables and secrets that stand where only a map or an array can.
pub(super) fn check(value: &Value, shape: &Shape) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(value, shape, &Path::root(), &mut problems);
    problems
}

fn walk(value: &Value, shape: &Shape, path: &Path, problems: &mut Vec<Problem>) {
    match (shape, value.bare()) {
        (Shape::OrNull(inner) | Shape::Filled(inner), value) => walk(value, inner, path, problems),
        (Shape::Either(shapes), value) => {
            match shapes.iter().find(|shape| is_of_kind(value, shape)) {
                Some(shape) => walk(value, shape, path, problems),
                None if value.as_text().is_some() => problems.push(told(path, "a map or an array")),
                None => {}
            }
        }
        (Shape::List(item) | Shape::Set(item), Value::List(list)) => {
            list.iter()
                .enumerate()
                .for_each(|(i, value)| walk(value, item, &path.index(i), problems));
        }
        (Shape::Named(inner), Value::Map(map)) => {
            map.iter().for_each(|(key, value)| walk(value, inner, &path.key(key), problems))
        }
        (Shape::Map(fields), Value::Map(map)) => {
            let known = map.iter().filter_map(|(key, value)| Some((key, value, fields.get(key)?)));
            known.for_each(|(key, value, shape)| walk(value, shape, &path.key(key), problems));
        }
        (Shape::Map(_) | Shape::Named(_), Value::Text(_)) => problems.push(told(path, "a map")),
        (Shape::List(_) | Shape::Set(_), Value::Text(_)) => problems.push(told(path, "an array")),
        _ => {}
    }
}

fn is_of_kind(value: &Value, shape: &Shape) -> bool {
    match (shape, value) {
        (Shape::Map(_) | Shape::Named(_), value) => matches!(value, Value::Map(_)),
        (Shape::List(_) | Shape::Set(_), value) => matches!(value, Value::List(_)),
        (Shape::OrNull(inner) | Shape::Filled(inner), value) => is_of_kind(value, inner),
        _ => true,
    }
}

fn told(path: &Path, expected: &str) -> Problem {
    let diagnostic = Diagnostic::error(
        "wrong-type",
        format!("`{path}` takes {expected}, and a variable or a secret only gives text"),
    )
    .hint("put it into a value inside, as `environment: #{ NAME: secret(\"NAME\") }`");
    Problem { path: path.clone(), diagnostic }
}
