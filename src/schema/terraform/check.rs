//! Holds the data of a block against what its type accepts, and tells its nested blocks from its arguments.

use super::block::{Argument, Block, Count, Kind, Plain, Presence};
use super::{BLOCK, CALL, UNCHECKED};
use crate::diag::{Diagnostic, suggest, words};
use crate::schema::Problem;
use crate::value::{Map, Path, Value};

/// Everything in `body` that a block does not accept. `subject` is what the block is, in words; `also` is what Terraform itself
/// takes there besides.
pub fn check(body: &Map, block: &Block, subject: &str, also: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    in_block(body, block, &Scene { subject, also, path: Path::root() }, &mut problems);
    problems
}

/// The same data with its nested blocks tagged as such, so that nobody has to say which they are.
pub fn shaped(body: &Map, block: &Block) -> Map {
    body.iter()
        .map(|(key, value)| {
            (
                key.clone(),
                block
                    .get(key)
                    .map_or_else(|| value.clone(), |argument| tagged(value, &argument.kind)),
            )
        })
        .collect()
}

fn tagged(value: &Value, kind: &Kind) -> Value {
    let Kind::Block(_, inner) = kind else { return value.clone() };
    match value.bare() {
        Value::Map(map) => {
            let block = value.with_bare(Value::Map(shaped(map, inner)));
            // What says already what it is stays that.
            if block.tag().is_none() { block.tagged(BLOCK) } else { block }
        }
        Value::List(items) => {
            value.with_bare(items.iter().map(|item| tagged(item, kind)).collect::<Vec<_>>().into())
        }
        _ => value.clone(),
    }
}

/// Where in a block the check is.
struct Scene<'a> {
    subject: &'a str,
    also: &'a [&'a str],
    path: Path,
}

fn in_block(body: &Map, block: &Block, scene: &Scene<'_>, problems: &mut Vec<Problem>) {
    // An argument that is misspelt is not missing, too.
    let mut meant: Vec<&str> = Vec::new();
    for (key, value) in body.iter() {
        if is_unchecked(value) || scene.also.contains(&key.as_str()) {
            continue;
        }
        match block.get(key) {
            None => {
                meant.extend(suggest::nearest(key, block.names()));
                problems.push(unknown(key, block, scene));
            }
            Some(argument) if argument.presence == Presence::Computed => {
                problems.push(computed(key, scene))
            }
            Some(argument) => {
                problems.extend(argument.marks.is_deprecated.then(|| deprecated(argument, scene)));
                in_argument(value, argument, scene, problems);
            }
        }
    }
    let is_missing = |argument: &&Argument| {
        argument.presence == Presence::Required
            && !body.contains_key(&argument.name)
            && !meant.contains(&&*argument.name)
    };
    let missing: Vec<&str> =
        block.arguments.iter().filter(is_missing).map(|argument| &*argument.name).collect();
    if !missing.is_empty() {
        let what = words::list(&missing, "and");
        let diagnostic =
            Diagnostic::error("missing-argument", format!("{} needs {what}", scene.subject));
        problems.push(Problem {
            path: scene.path.clone(),
            diagnostic: diagnostic.hint(format!("add {what}").as_str()),
        });
    }
}

fn is_unchecked(value: &Value) -> bool {
    value.is_tagged(UNCHECKED)
}

fn unknown(key: &str, block: &Block, scene: &Scene<'_>) -> Problem {
    if let Some(last) = block.last(key) {
        return removed(key, last, scene);
    }
    let diagnostic =
        Diagnostic::error("unknown-argument", format!("{} has no argument `{key}`", scene.subject));
    let names: Vec<&str> = block.names().collect();
    let diagnostic = match suggest::did_you_mean(key, names.iter().copied()) {
        Some(near) => {
            return Problem {
                path: scene.path.key(key),
                diagnostic: diagnostic.hint(near.as_str()),
            };
        }
        None if names.is_empty() => diagnostic.note("it takes none"),
        None if names.len() <= 24 => {
            diagnostic.note(format!("it takes {}", words::list(&names, "and")))
        }
        None => diagnostic.note(format!("none of the {} that it takes comes near", names.len())),
    };
    let diagnostic = diagnostic.hint(
        "if the provider has it all the same, say so: `terraform::unchecked(...)` around its value",
    );
    Problem { path: scene.path.key(key), diagnostic }
}

fn removed(key: &str, last: &str, scene: &Scene<'_>) -> Problem {
    let message = format!(
        "{} has no argument `{key}` any more: it was last in version {last}.x of the provider",
        scene.subject
    );
    let hint = "the provider's upgrade guide says what took its place; if you pin a version that has it, `terraform::unchecked(...)` \
                around the value keeps it";
    Problem {
        path: scene.path.key(key),
        diagnostic: Diagnostic::error("unknown-argument", message).hint(hint),
    }
}

fn deprecated(argument: &Argument, scene: &Scene<'_>) -> Problem {
    let key = &argument.name;
    let message = format!(
        "the argument `{key}` of {} is deprecated: its provider would rather have nobody use it",
        scene.subject
    );
    let instead = match &argument.instead {
        Some(instead) => format!("use `{instead}` instead"),
        None => "its provider's documentation says what to use instead".into(),
    };
    let hint =
        format!("{instead}; `terraform::unchecked(...)` around the value keeps it without a word");
    Problem {
        path: scene.path.key(key),
        diagnostic: Diagnostic::warning("deprecated-argument", message).hint(hint.as_str()),
    }
}

fn computed(key: &str, scene: &Scene<'_>) -> Problem {
    let message = format!("`{key}` of {} can't be set: the provider computes it", scene.subject);
    let diagnostic = Diagnostic::error("computed-argument", message)
        .hint("take it out; refer to it as a property of the reference that the call gives");
    Problem { path: scene.path.key(key), diagnostic }
}

fn in_argument(value: &Value, argument: &Argument, scene: &Scene<'_>, problems: &mut Vec<Problem>) {
    let path = scene.path.key(&argument.name);
    let is_block = value.tag() == Some(BLOCK)
        || value.as_list().is_some_and(|items| items.iter().any(|item| item.tag() == Some(BLOCK)));
    match &argument.kind {
        Kind::Block(count, inner) => in_nested(value, &path, *count, inner, argument, problems),
        _ if is_block => problems.push(misplaced(path, argument, scene)),
        Kind::Object(count, inner) => in_object(value, &path, *count, inner, argument, problems),
        Kind::Plain(plain) => problems.extend(in_plain(value, *plain, &path)),
        Kind::List(plain) => in_items(
            value,
            &path,
            "a list",
            value.as_list().map(|items| {
                items.iter().enumerate().map(|(i, item)| (path.index(i), item)).collect()
            }),
            *plain,
            problems,
        ),
        Kind::Map(plain) => in_items(
            value,
            &path,
            "a map",
            value.as_map().map(|map| map.iter().map(|(key, item)| (path.key(key), item)).collect()),
            *plain,
            problems,
        ),
    }
}

fn misplaced(path: Path, argument: &Argument, scene: &Scene<'_>) -> Problem {
    let message =
        format!("`{}` of {} is an argument, and no nested block", argument.name, scene.subject);
    let diagnostic = Diagnostic::error("misplaced-block", message)
        .hint("leave `terraform::block` out: a plain map is the value of an argument");
    Problem { path, diagnostic }
}

/// Items of a list or map of single values.
fn in_items(
    value: &Value,
    path: &Path,
    what: &str,
    items: Option<Vec<(Path, &Value)>>,
    plain: Plain,
    problems: &mut Vec<Problem>,
) {
    match items {
        _ if is_open(value) => {}
        Some(items) => problems
            .extend(items.into_iter().filter_map(|(path, item)| in_plain(item, plain, &path))),
        None => problems.push(wrong(path, what, value)),
    }
}

/// A nested block, or several of them.
fn in_nested(
    value: &Value,
    path: &Path,
    count: Count,
    inner: &Block,
    argument: &Argument,
    problems: &mut Vec<Problem>,
) {
    let subject = format!("the block `{}`", argument.name);
    let mut look = |map: &Map, path: Path| {
        in_block(map, inner, &Scene { subject: &subject, also: &[], path }, problems)
    };
    match value.bare() {
        Value::Map(map) => look(map, path.clone()),
        Value::List(items) if items.len() > 1 && count == Count::One => problems.push(Problem {
            path: path.clone(),
            diagnostic: Diagnostic::error(
                "too-many-blocks",
                format!("{subject} can only be there once"),
            )
            .hint("keep one of them"),
        }),
        Value::List(items) => {
            for (i, item) in items.iter().enumerate() {
                match item.as_map() {
                    Some(map) => look(map, path.index(i)),
                    None => {
                        return problems.push(wrong(
                            &path.index(i),
                            "a map: it is a nested block",
                            item,
                        ));
                    }
                }
            }
        }
        other => problems.push(wrong(path, "a map: it is a nested block", other)),
    }
}

/// A value with arguments of its own.
fn in_object(
    value: &Value,
    path: &Path,
    count: Count,
    inner: &Block,
    argument: &Argument,
    problems: &mut Vec<Problem>,
) {
    let subject = format!("`{}`", argument.name);
    let mut look = |value: &Value, path: Path| match value.as_map() {
        _ if is_open(value) => {}
        Some(map) => in_block(map, inner, &Scene { subject: &subject, also: &[], path }, problems),
        None => problems.push(wrong(&path, "a map", value)),
    };
    match (count, value.bare()) {
        _ if is_open(value) => {}
        (Count::One, value) => look(value, path.clone()),
        (Count::Many, Value::List(items)) => {
            items.iter().enumerate().for_each(|(i, item)| look(item, path.index(i)))
        }
        (Count::Named, Value::Map(map)) => {
            map.iter().for_each(|(key, item)| look(item, path.key(key)))
        }
        (Count::Many, other) => problems.push(wrong(path, "a list of maps", other)),
        (Count::Named, other) => problems.push(wrong(path, "a map of maps", other)),
    }
}

/// Whether only Terraform knows what it will be.
fn is_open(value: &Value) -> bool {
    let is_hole = value.as_text().is_some_and(|text| text.as_hole().is_some());
    is_hole
        || matches!(value.bare(), Value::Null)
        || value.tag() == Some(CALL)
        || is_unchecked(value)
}

/// Terraform turns texts into numbers and back, where that can be done.
fn in_plain(value: &Value, plain: Plain, path: &Path) -> Option<Problem> {
    if value.tag() == Some(BLOCK) {
        let diagnostic = Diagnostic::error(
            "misplaced-block",
            "a nested block can only stand directly in a block",
        );
        return Some(Problem {
            path: path.clone(),
            diagnostic: diagnostic.hint("use a plain map here"),
        });
    }
    let text = value.as_str();
    let fits = match (plain, value.bare()) {
        _ if is_open(value) => true,
        (Plain::Any, _) => true,
        (_, Value::List(_) | Value::Map(_)) => false,
        (Plain::Number, Value::Bool(_)) | (Plain::Bool, Value::Int(_) | Value::Float(_)) => false,
        (Plain::Number, _) => text.is_none_or(|text| text.parse::<f64>().is_ok()),
        (Plain::Bool, _) => text.is_none_or(|text| matches!(text, "true" | "false")),
        (Plain::Text, _) => true,
    };
    (!fits).then(|| wrong(path, &plain.to_string(), value))
}

fn wrong(path: &Path, expected: &str, value: &Value) -> Problem {
    let diagnostic = Diagnostic::error(
        "wrong-type",
        format!("`{path}` takes {expected}, found {}", value.kind()),
    );
    let expected = expected.split(':').next().unwrap_or(expected);
    Problem {
        path: path.clone(),
        diagnostic: diagnostic.hint(format!("write {expected} there").as_str()),
    }
}
