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
                let inner = format!("{path}.{key}");
                match found.get(key) {
                    Some(other) => compare(&inner, other, value, lines),
                    None => lines.push(format!("{inner}: missing, expected {}", shown(value))),
                }
            }
            let more = found.iter().filter(|(key, _)| !wanted.contains_key(key));
            lines.extend(
                more.map(|(key, value)| {
                    format!("{path}.{key}: not expected, found {}", shown(value))
                }),
            );
        }
        (Value::List(found), Value::List(wanted)) => {
            for i in 0..found.len().max(wanted.len()) {
                let inner = format!("{path}[{i}]");
                match (found.get(i), wanted.get(i)) {
                    (Some(found), Some(wanted)) => compare(&inner, found, wanted, lines),
                    (None, Some(wanted)) => {
                        lines.push(format!("{inner}: missing, expected {}", shown(wanted)))
                    }
                    (Some(found), None) => {
                        lines.push(format!("{inner}: not expected, found {}", shown(found)))
                    }
                    (None, None) => {}
                }
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
    fn each_difference_is_told_with_its_path() {
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
        let told = differences(&found, &wanted.into());
        let expected = [
            ".port: expected 8080, found 80",
            ".tags[1]: missing, expected \"b\"",
            ".new: missing, expected true",
            ".old: not expected, found null",
        ];
        assert_eq!(told, expected);
        assert!(differences(&found, &found.clone().noted("a comment")).is_empty());
    }

    #[test]
    fn many_differences_are_cut() {
        let list = |from: i64| Value::List((from..from + 50).map(Value::Int).collect());
        let told = differences(&list(0), &list(100));
        assert_eq!((told.len(), told[20].as_str()), (21, "and 30 more"));
    }
}
