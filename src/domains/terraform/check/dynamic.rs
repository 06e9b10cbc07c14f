//! Blocks that are there once for each item of something: `dynamic: #{ ingress: #{ for_each: ..., content: #{ ... } } }`.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::DYNAMIC;
use crate::domains::terraform::block::nested::{inside, tagged};
use crate::schema::check::check_map;
use crate::schema::{Dialect, Problem, View};
use crate::value::{Map, Path, Value};
use std::borrow::Cow;

/// Everything in the dynamic blocks of a body that the block around them does not accept.
pub(crate) fn check(body: &Map, around: View<'_>) -> Vec<Problem> {
    let Some(map) = body.get(DYNAMIC).and_then(Value::as_map) else { return Vec::new() };
    let path = Path::root().key(DYNAMIC);
    let mut problems = Vec::new();
    for (name, parts) in map.iter() {
        match inside(around, name) {
            Some(inner) => {
                let subject = format!("the block `{name}`");
                let dialect = Dialect { subject: &subject, ..Dialect::LANGUAGE };
                let content =
                    parts.as_map().and_then(|parts| parts.get("content")).and_then(Value::as_map);
                let found =
                    content.map(|content| check_map(content, inner, &dialect)).unwrap_or_default();
                problems.extend(
                    found.into_iter().map(|problem| below(problem, &path.key(name).key("content"))),
                );
            }
            _ => problems.push(Problem::key(path.key(name), no_block(name))),
        }
    }
    problems
}

/// The dynamic blocks with the nested blocks in their contents distinguished.
pub(crate) fn shaped(map: &Map, around: View<'_>) -> Map {
    map.iter()
        .map(|(name, parts)| match (inside(around, name), parts.as_map()) {
            (Some(inner), Some(parts)) => (name.clone(), Value::Map(with_content(parts, inner))),
            _ => (name.clone(), parts.clone()),
        })
        .collect()
}

fn with_content(parts: &Map, inner: View<'_>) -> Map {
    let shaped = |key: &str, value: &Value| match value.as_map() {
        Some(content) if key == "content" => {
            Value::Map(tagged(Cow::Borrowed(content), inner).into_owned())
        }
        _ => value.clone(),
    };
    parts.iter().map(|(key, value)| (key.clone(), shaped(key, value))).collect()
}

fn no_block(name: &str) -> Diagnostic {
    let message = format!("there is no nested block `{name}` to repeat");
    Diagnostic::error("unknown-argument", message)
        .hint("only nested blocks can be dynamic; an argument takes a `for` expression")
}

fn below(problem: Problem, path: &Path) -> Problem {
    let steps = path.0.iter().chain(&problem.path.0).cloned().collect();
    Problem { path: Path(steps), ..problem }
}
