//! Values as the language has them.

use crate::value::tagged::UNCHECKED;
use crate::value::{Map, Value};
use std::collections::HashMap;

/// Words that can't be the name of a field in a rule, which has them between underscores.
const RESERVED: [&str; 20] = [
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
];

/// How deep a value is taken over: the language's own limit is on calls.
const DEEPEST: usize = 100;

/// The value in the language, with the names of keys as `rule` has them; none where some of it is not known yet or not to be checked.
pub(super) fn known(value: &Value, rule: &str) -> Option<cel::Value> {
    within(value, rule, DEEPEST)
}

fn within(value: &Value, rule: &str, depth: usize) -> Option<cel::Value> {
    if value.is_tagged(UNCHECKED) || depth == 0 {
        return None;
    }
    Some(match value.bare() {
        Value::Null => cel::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Text(text) => text.as_str()?.to_string().into(),
        Value::List(items) => {
            let items = items.iter().map(|item| within(item, rule, depth - 1));
            items.collect::<Option<Vec<cel::Value>>>()?.into()
        }
        Value::Map(map) => entries(map, rule, depth - 1)?.into(),
        _ => return None,
    })
}

/// The entries of a map; what is null is not there, as in an object that the API server has taken.
fn entries(map: &Map, rule: &str, depth: usize) -> Option<HashMap<String, cel::Value>> {
    let there = map.iter().filter(|(_, value)| !matches!(value.bare(), Value::Null));
    there.map(|(key, value)| Some((name(key, rule), within(value, rule, depth)?))).collect()
}

/// The name of a key: as it is, or as a rule has to write it, if it does.
fn name(key: &str, rule: &str) -> String {
    let escaped = if RESERVED.contains(&key) {
        format!("__{key}__")
    } else {
        let escapes =
            [("__", "__underscores__"), (".", "__dot__"), ("-", "__dash__"), ("/", "__slash__")];
        escapes.iter().fold(key.to_string(), |name, (from, to)| name.replace(from, to))
    };
    if escaped != key && rule.contains(&escaped) { escaped } else { key.into() }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn keys_are_named_as_the_rule_names_them() {
        assert_eq!(name("namespace", "has(self.__namespace__)"), "__namespace__");
        assert_eq!(name("namespace", "'namespace' in self"), "namespace");
        assert_eq!(name("x-a.b", "self.x__dash__a__dot__b"), "x__dash__a__dot__b");
    }
}
