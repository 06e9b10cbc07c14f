//! Where two values differ, for tests.

use crate::value::Value;
use similar::TextDiff;

/// More than this is of no use to a person.
const MOST: usize = 20;

/// A line for each difference, with the path to it; none when the values are the same. Comments don't count.
pub(super) fn differences(actual: &Value, expected: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", actual, expected, &mut lines);
    let left = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if left > 0 {
        lines.push(format!("and {left} more"));
    }
    lines
}

fn compare(path: &str, actual: &Value, expected: &Value, lines: &mut Vec<String>) {
    let at = if path.is_empty() { String::new() } else { format!("{path}: ") };
    match (actual.bare(), expected.bare()) {
        (Value::Map(found), Value::Map(wanted)) => {
            for (key, value) in wanted.iter() {
                pair(&format!("{path}.{key}"), found.get(key), Some(value), lines);
            }
            for (key, value) in found.iter().filter(|(key, _)| !wanted.contains_key(key)) {
                pair(&format!("{path}.{key}"), Some(value), None, lines);
            }
        }
        (Value::List(found), Value::List(wanted)) => {
            for i in 0..found.len().max(wanted.len()) {
                pair(&format!("{path}[{i}]"), found.get(i), wanted.get(i), lines);
            }
        }
        (found, wanted) if found == wanted => {}
        (found, wanted) => match (found.as_str(), wanted.as_str()) {
            (Some(found), Some(wanted)) if found.contains('\n') || wanted.contains('\n') => {
                lines.push(format!("{at}the texts differ\n{}", text_difference(wanted, found)));
            }
            _ => lines.push(format!("{at}expected {}, found {}", shown(wanted), shown(found))),
        },
    }
}

/// Compares what both sides have at a path, where one may have nothing.
fn pair(path: &str, found: Option<&Value>, wanted: Option<&Value>, lines: &mut Vec<String>) {
    match (found, wanted) {
        (Some(found), Some(wanted)) => compare(path, found, wanted, lines),
        (None, Some(wanted)) => lines.push(format!("{path}: missing, expected {}", shown(wanted))),
        (Some(found), None) => lines.push(format!("{path}: not expected, found {}", shown(found))),
        (None, None) => {}
    }
}

fn shown(value: &Value) -> String {
    crate::engine::literal(value)
}

/// Two texts line by line: what was expected and is missing, what is there instead.
pub(super) fn text_difference(expected: &str, found: &str) -> String {
    let diff = TextDiff::from_lines(expected, found);
    diff.unified_diff().header("expected", "found").to_string().trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::value::{Map, Value};

    #[test]
    fn each_difference_is_reported_with_its_path() {
        let found: Value = Map::from([
            ("port", Value::Int(80)),
            ("tags", Value::List(vec!["a".into()])),
            ("old", Value::Null),
        ])
        .into();
        let wanted = Map::from([
            ("port", Value::Int(8080)),
            ("tags", Value::List(vec!["a".into(), "b".into()])),
            ("new", Value::Bool(true)),
        ]);
        let lines = differences(&found, &wanted.into());
        let expected = [
            ".port: expected 8080, found 80",
            ".tags[1]: missing, expected \"b\"",
            ".new: missing, expected true",
            ".old: not expected, found null",
        ];
        assert_eq!(lines, expected);
        assert!(differences(&found, &found.clone().noted("a comment")).is_empty());
    }

    #[test]
    fn many_differences_are_cut() {
        let list = |from: i64| Value::List((from..from + 50).map(Value::Int).collect());
        let lines = differences(&list(0), &list(100));
        assert_eq!((lines.len(), lines[20].as_str()), (21, "and 30 more"));
    }
}
