//! Blocks that are there once for each item of something: `dynamic: #{ ingress: #{ for_each: ..., content: #{ ... } } }`.

use super::body::{ident, plain};
use super::lower::{Lowering, problem};
use crate::emit::hcl::{Attribute, Block, Expr, Label, Structure};
use crate::schema::Problem;
use crate::schema::terraform::{Block as Shape, Kind, check as held, shaped};
use crate::value::{Map, Path, Trail, Value};

/// The key that they stand under.
pub(super) const DYNAMIC: &str = "dynamic";

/// What can be said of one, in the order in which it is written.
const PARTS: [&str; 4] = ["for_each", "iterator", "labels", "content"];

/// The blocks that a map of them becomes.
pub(super) fn blocks(
    map: &Map,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Vec<Structure>, Problem> {
    map.iter().map(|(name, parts)| one(name, parts, &trail.key(name), lowering)).collect()
}

fn one(
    name: &str,
    parts: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Structure, Problem> {
    let missing = |what: &str| {
        problem(trail, "missing-argument", format!("the dynamic block `{name}` needs `{what}`"))
            .hinted("write it as `dynamic: #{ name: #{ for_each: items, content: #{ ... } } }`; `name.value` is then the item")
    };
    let parts = parts.as_map().ok_or_else(|| missing("content"))?;
    if let Some(unknown) = parts.keys().find(|key| !PARTS.contains(&key.as_str())) {
        let message = format!("a dynamic block has no argument `{unknown}`");
        return Err(problem(&trail.key(unknown), "unknown-argument", message)
            .hinted("it takes `for_each`, `iterator`, `labels` and `content`"));
    }
    let mut block = Block::new(ident(DYNAMIC, trail)?, [Label::from(ident(name, trail)?)]);
    for part in &PARTS[..3] {
        if let Some(value) = parts.get(part) {
            block.body.push(Attribute::new(
                ident(part, trail)?,
                iterator(part, value, &trail.key(part), lowering)?,
            ));
        } else if *part == "for_each" {
            return Err(missing(part));
        }
    }
    let content = parts.get("content").and_then(Value::as_map).ok_or_else(|| missing("content"))?;
    let mut inner = Block::new(ident("content", trail)?, []);
    inner.body = plain(content, &trail.key("content"), lowering)?.airy();
    block.body.push(inner);
    Ok(block.into())
}

/// The iterator is a name, and no text.
fn iterator(
    part: &str,
    value: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Expr, Problem> {
    match value.as_str().filter(|_| part == "iterator").map(Expr::path) {
        Some(Ok(name)) => Ok(name),
        Some(Err(error)) => Err(problem(trail, "invalid-name", error.to_string())
            .hinted("the iterator is a name, as `item`")),
        None => lowering.expr(value, trail),
    }
}

/// Everything in the dynamic blocks of a body that the block around them does not accept.
pub(super) fn check(body: &Map, around: &Shape) -> Vec<Problem> {
    let Some(map) = body.get(DYNAMIC).and_then(Value::as_map) else { return Vec::new() };
    let path = Path::root().key(DYNAMIC);
    let mut problems = Vec::new();
    for (name, parts) in map.iter() {
        match around.get(name).map(|argument| &argument.kind) {
            Some(Kind::Block(_, inner)) => {
                let content =
                    parts.as_map().and_then(|parts| parts.get("content")).and_then(Value::as_map);
                let found = content
                    .map(|content| held(content, inner, &format!("the block `{name}`"), &[]))
                    .unwrap_or_default();
                problems.extend(
                    found.into_iter().map(|problem| below(problem, &path.key(name).key("content"))),
                );
            }
            _ => problems.push(Problem {
                path: path.key(name),
                diagnostic: crate::diag::Diagnostic::error(
                    "unknown-argument",
                    format!("there is no nested block `{name}` to repeat"),
                )
                .hint("only nested blocks can be dynamic; an argument takes a `for` expression"),
            }),
        }
    }
    problems
}

/// The dynamic blocks with the nested blocks in their contents told apart.
pub(super) fn told(map: &Map, around: &Shape) -> Map {
    map.iter()
        .map(|(name, parts)| {
            let inner = around.get(name).map(|argument| &argument.kind);
            match (inner, parts.as_map()) {
                (Some(Kind::Block(_, inner)), Some(parts)) => {
                    (name.clone(), Value::Map(with_content(parts, inner)))
                }
                _ => (name.clone(), parts.clone()),
            }
        })
        .collect()
}

fn with_content(parts: &Map, inner: &Shape) -> Map {
    let told = |key: &str, value: &Value| match value.as_map() {
        Some(content) if key == "content" => Value::Map(shaped(content, inner)),
        _ => value.clone(),
    };
    parts.iter().map(|(key, value)| (key.clone(), told(key, value))).collect()
}

fn below(problem: Problem, path: &Path) -> Problem {
    let steps = path.0.iter().chain(&problem.path.0).cloned().collect();
    Problem { path: Path(steps), ..problem }
}
