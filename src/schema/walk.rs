//! Holds a value against a shape, and puts its keys into the canonical order.

use super::Problem;
use super::shape::{Fields, Format, Shape};
use crate::diag::{Diagnostic, suggest, words};
use crate::value::tagged::UNCHECKED;
use crate::value::{Map, Path, Value};

/// How many words are listed where one of them is expected.
const MOST_TOLD: usize = 16;

/// How many keys are listed where one of them is expected.
const MOST_KEYS: usize = 40;

/// Everything in `value` that `shape` does not allow.
pub fn check(value: &Value, shape: &Shape) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(value, shape, &Path::root(), &mut problems);
    problems
}

fn walk(value: &Value, shape: &Shape, path: &Path, problems: &mut Vec<Problem>) {
    if value.is_tagged(UNCHECKED) {
        return;
    }
    match (shape, value.bare()) {
        (Shape::Any, _) | (Shape::OrNull(_), Value::Null) => {}
        (Shape::OrNull(inner), _) => walk(value, inner, path, problems),
        (Shape::Filled(_), value) if is_empty(value) => problems.push(empty(path)),
        (Shape::Filled(inner), _) => walk(value, inner, path, problems),
        (Shape::Either(shapes), _) => walk_either(value, shapes, path, problems),
        (Shape::Format(format), value) => {
            problems.extend((!(format.holds)(value)).then(|| misformed(path, format, value)))
        }
        (Shape::List(item) | Shape::Set(item), Value::List(list)) => {
            list.iter()
                .enumerate()
                .for_each(|(i, value)| walk(value, item, &path.index(i), problems));
            if matches!(shape, Shape::Set(_)) {
                problems.extend(repeated(list, path));
            }
        }
        (Shape::Named(inner), Value::Map(map)) => {
            map.iter().for_each(|(key, value)| walk(value, inner, &path.key(key), problems))
        }
        (Shape::Map(fields), Value::Map(map)) => walk_map(map, fields, path, problems),
        (Shape::OneOf(words), Value::Text(text)) => {
            problems.extend(text.as_str().and_then(|text| one_of(text, words, path)))
        }
        (shape, value) if fits(shape, value) => {}
        (shape, value) => problems.push(wrong_type(path, &expected(shape), value)),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_map().is_some_and(Map::is_empty) || value.as_list().is_some_and(<[Value]>::is_empty)
}

fn empty(path: &Path) -> Problem {
    let diagnostic = Diagnostic::error(
        "empty-value",
        format!("`{path}` is empty, and needs at least one entry"),
    )
    .hint("add one, or leave the key out with `if`");
    Problem { path: path.clone(), diagnostic }
}

fn misformed(path: &Path, format: &Format, value: &Value) -> Problem {
    let Format { what, example, .. } = format;
    let found = match value {
        Value::Int(int) => Some(format!("`{int}`")),
        Value::List(list) => list
            .first()
            .and_then(Value::as_str)
            .map(|first| format!("an array that starts with `{first}`")),
        value => value.as_str().map(|text| format!("`{text}`")),
    };
    let diagnostic = match found {
        Some(found) => {
            Diagnostic::error("invalid-format", format!("`{path}` takes {what}, found {found}"))
        }
        None => Diagnostic::error(
            "wrong-type",
            format!("`{path}` takes {what}, found {}", value.kind()),
        ),
    };
    Problem {
        path: path.clone(),
        diagnostic: diagnostic.hint(format!("write it as {example}").as_str()),
    }
}

fn repeated(list: &[Value], path: &Path) -> Option<Problem> {
    let is_there_before = |i: usize| list[..i].iter().any(|other| other.bare() == list[i].bare());
    let second = (1..list.len()).find(|i| is_there_before(*i))?;
    let what = list[second].as_str().map_or_else(|| "the same".into(), |text| format!("`{text}`"));
    let diagnostic = Diagnostic::error("repeated-item", format!("{what} stands twice in `{path}`"))
        .hint("take one of them out");
    Some(Problem { path: path.index(second), diagnostic })
}

/// An expression stands for anything: what it gives is only known later.
fn fits(shape: &Shape, value: &Value) -> bool {
    match value {
        Value::Text(text) if text.as_hole().is_some() || is_expression(text.as_str()) => true,
        Value::Text(_) => {
            matches!(shape, Shape::Text | Shape::Scalar | Shape::Script | Shape::OneOf(_))
        }
        Value::Bool(_) => matches!(shape, Shape::Bool | Shape::Scalar),
        Value::Int(_) | Value::Float(_) => matches!(shape, Shape::Number | Shape::Scalar),
        Value::List(lines) => {
            matches!(shape, Shape::Script) && lines.iter().all(|line| line.as_text().is_some())
        }
        _ => false,
    }
}

fn is_expression(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with("${{") && text.ends_with("}}"))
}

fn walk_either(value: &Value, shapes: &[Shape], path: &Path, problems: &mut Vec<Problem>) {
    let tried: Vec<Vec<Problem>> = shapes
        .iter()
        .map(|shape| {
            let mut found = Vec::new();
            walk(value, shape, path, &mut found);
            found
        })
        .collect();
    if tried.iter().any(Vec::is_empty) {
        return;
    }
    // The shape of the right kind knows best what is wrong: inside, or with a word that it doesn't know.
    let knows = |problem: &Problem| {
        problem.path != *path
            || ["not-one-of", "invalid-format", "missing-key"].contains(&&*problem.diagnostic.code)
    };
    match tried.into_iter().find(|found| found.iter().all(knows)) {
        Some(found) => problems.extend(found),
        None => problems.push(wrong_type(
            path,
            &shapes.iter().map(expected).collect::<Vec<_>>().join(" or "),
            value,
        )),
    }
}

fn walk_map(map: &Map, fields: &Fields, path: &Path, problems: &mut Vec<Problem>) {
    // A key that is misspelt is not missing, too.
    let mut meant = Vec::new();
    for (key, value) in map.iter() {
        match fields.get(key) {
            Some(shape) => walk(value, shape, &path.key(key), problems),
            None if value.is_tagged(UNCHECKED) => {}
            None => {
                meant.extend(suggest::nearest(key, fields.names()));
                problems.push(unknown_key(key, fields, path));
            }
        }
    }
    let is_there = |key: &&str| map.contains_key(key) || meant.contains(key);
    for group in fields.required.iter().filter(|group| !group.iter().any(is_there)) {
        problems.push(missing_key(group, fields, path));
    }
    for group in fields.exclusive {
        let given: Vec<&str> = group.iter().copied().filter(|key| map.contains_key(key)).collect();
        problems.extend(given.get(1).map(|second| too_many(&given, second, fields, path)));
    }
}

fn unknown_key(key: &str, fields: &Fields, path: &Path) -> Problem {
    let diagnostic =
        Diagnostic::error("unknown-key", format!("{} has no key `{key}`", fields.subject));
    let count = fields.names().count();
    let diagnostic = match suggest::did_you_mean(key, fields.names()) {
        Some(hint) => {
            return Problem { path: path.key(key), diagnostic: diagnostic.hint(hint.as_str()) };
        }
        None if count > MOST_KEYS => diagnostic.hint(
            format!("take it out: none of the {count} keys that stand here comes near").as_str(),
        ),
        None => diagnostic.note(format!("it has {}", words::list(fields.names(), "and"))),
    };
    let own = fields.known.iter().find_map(|(name, _)| name.strip_suffix('*'));
    let diagnostic = diagnostic
        .hint(own.map(|start| format!("a key of your own starts with `{start}`")).as_deref());
    Problem { path: path.key(key), diagnostic }
}

fn missing_key(group: &[&str], fields: &Fields, path: &Path) -> Problem {
    let diagnostic = Diagnostic::error(
        "missing-key",
        format!("{} needs {}", fields.subject, words::list(group, "or")),
    )
    .hint(format!("add {}", words::list(group, "or")).as_str());
    Problem { path: path.clone(), diagnostic }
}

fn too_many(given: &[&str], second: &str, fields: &Fields, path: &Path) -> Problem {
    let diagnostic = Diagnostic::error(
        "conflicting-keys",
        format!("{} can't have both {}", fields.subject, words::list(given, "and")),
    )
    .hint("keep one of them");
    Problem { path: path.key(second), diagnostic }
}

fn one_of(text: &str, allowed: &[&str], path: &Path) -> Option<Problem> {
    if allowed.contains(&text) || is_expression(Some(text)) {
        return None;
    }
    let among = if allowed.len() > MOST_TOLD {
        format!("the {} words that can stand here", allowed.len())
    } else {
        words::list(allowed, "and")
    };
    let diagnostic = Diagnostic::error("not-one-of", format!("`{text}` is not one of {among}"));
    let hint = suggest::did_you_mean(text, allowed.iter().copied());
    Some(Problem {
        path: path.clone(),
        diagnostic: diagnostic.hint(hint.unwrap_or_else(|| "choose one of these".into()).as_str()),
    })
}

fn wrong_type(path: &Path, expected: &str, value: &Value) -> Problem {
    let diagnostic = Diagnostic::error(
        "wrong-type",
        format!("`{path}` takes {expected}, found {}", value.kind()),
    )
    .hint(written_as(expected, value).as_str());
    Problem { path: path.clone(), diagnostic }
}

fn written_as(expected: &str, value: &Value) -> String {
    match value.bare() {
        Value::Int(int) if expected.starts_with("text") => format!("write it as text: `\"{int}\"`"),
        _ => format!("write {expected} there"),
    }
}

fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Any => "anything".into(),
        Shape::Text | Shape::OneOf(_) => "text".into(),
        Shape::Script => "text or an array of lines".into(),
        Shape::Bool => "true or false".into(),
        Shape::Number => "a number".into(),
        Shape::Scalar => "text, a number, true or false".into(),
        Shape::Format(format) => format.what.into(),
        Shape::List(_) | Shape::Set(_) => "an array".into(),
        Shape::Map(_) | Shape::Named(_) => "a map".into(),
        Shape::Either(shapes) => shapes.iter().map(expected).collect::<Vec<_>>().join(" or "),
        Shape::Filled(inner) => expected(inner),
        Shape::OrNull(inner) => format!("{} or null", expected(inner)),
    }
}

/// The value with the keys of every known map in canonical order; others keep the author's.
pub fn arrange(value: Value, shape: &Shape) -> Value {
    match (shape, value) {
        (shape, mut value @ (Value::Commented(_) | Value::Tagged(_))) => {
            let bare = std::mem::replace(value.bare_mut(), Value::Null);
            *value.bare_mut() = arrange(bare, shape);
            value
        }
        (Shape::OrNull(inner) | Shape::Filled(inner), value) => arrange(value, inner),
        (Shape::List(item) | Shape::Set(item), Value::List(list)) => {
            list.into_iter().map(|value| arrange(value, item)).collect::<Vec<_>>().into()
        }
        (Shape::Named(inner), Value::Map(map)) => {
            map.into_iter().map(|(key, value)| (key, arrange(value, inner))).collect::<Map>().into()
        }
        (Shape::Map(fields), Value::Map(map)) => arrange_map(map, fields).into(),
        (Shape::Either(shapes), value) => {
            match shapes.iter().find(|shape| is_of_kind(&value, shape)) {
                Some(shape) => arrange(value, shape),
                None => value,
            }
        }
        (_, value) => value,
    }
}

fn arrange_map(map: Map, fields: &Fields) -> Map {
    let mut entries: Vec<_> = map.into_iter().collect();
    entries.sort_by_key(|(key, _)| fields.rank(key));
    entries
        .into_iter()
        .map(|(key, value)| (key.clone(), arrange(value, fields.get(&key).unwrap_or(&Shape::Any))))
        .collect()
}

fn is_of_kind(value: &Value, shape: &Shape) -> bool {
    matches!(
        (shape, value.bare()),
        (Shape::Map(_) | Shape::Named(_), Value::Map(_))
            | (Shape::List(_) | Shape::Set(_), Value::List(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Fields = Fields {
        subject: "a step",
        known: &[
            ("name", Shape::Text),
            ("run", Shape::Script),
            ("with", Shape::Named(&Shape::Scalar)),
        ],
        exclusive: &[],
        required: &[&["run"]],
    };
    const STEPS: Shape = Shape::List(&Shape::Map(&STEP));

    fn messages(value: &Value) -> Vec<String> {
        check(value, &STEPS)
            .into_iter()
            .map(|problem| format!("{}: {}", problem.path, problem.diagnostic.message))
            .collect()
    }

    #[test]
    fn every_mistake_is_found_at_its_path() {
        let value = Value::List(vec![
            Map::from([("naem", "x")]).into(),
            Map::from([("run", Value::Int(1))]).into(),
            Value::Int(3),
        ]);
        assert_eq!(
            messages(&value),
            [
                "[0].naem: a step has no key `naem`",
                "[0]: a step needs `run`",
                "[1].run: `[1].run` takes text or an array of lines, found a whole number",
                "[2]: `[2]` takes a map, found a whole number",
            ]
        );
    }

    #[test]
    fn known_keys_take_the_canonical_order_and_named_ones_keep_theirs() {
        let with = Value::from(Map::from([("z", "1"), ("a", "2")]));
        let value = Value::List(vec![
            Map::from([("with", with), ("run", "x".into()), ("name", "y".into())]).into(),
        ]);
        let Value::List(steps) = arrange(value, &STEPS) else { panic!("a list stays one") };
        let step = steps[0].as_map().unwrap();
        assert_eq!(step.keys().collect::<Vec<_>>(), ["name", "run", "with"]);
        assert_eq!(
            step.get("with").unwrap().as_map().unwrap().keys().collect::<Vec<_>>(),
            ["z", "a"]
        );
    }
}
