//! JSON, as its standard says.

use super::super::{Key, Value};
use super::ReadError;
use crate::diag::Point;
use crate::value::map::Map;
use crate::value::read::places::Span;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads a JSON text; keys keep their order.
///
/// ```
/// use sw::value::{Value, read};
/// let value = read::json("{ \"b\": [1, 2.5], \"a\": null }")?;
/// assert_eq!(value.get("a"), Some(&Value::Null));
/// let error = read::json("{\n  \"b\": 1,\n}").unwrap_err();
/// assert_eq!(error.span.unwrap().start.line, 3);
/// # Ok::<(), read::ReadError>(())
/// ```
///
/// # Errors
/// When the text is no JSON, has a key twice, or a number that is too large; and when it is nested
/// too deep.
pub fn json(text: &str) -> Result<Value, ReadError> {
    let Json(value) = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| explain(&error))?;
    Ok(value)
}

fn explain(error: &serde_json::Error) -> ReadError {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let (message, hint) = match said {
        "expected value" => {
            ("a value is missing here, or is no JSON".to_string(), Some("text needs double quotes"))
        }
        "trailing comma" => {
            ("no comma is allowed before a closing bracket".into(), Some("remove the comma"))
        }
        "trailing characters" => ("something follows after the end of the data".into(), None),
        "key must be a string" => ("a key needs double quotes".into(), None),
        "recursion limit exceeded" => ("this is nested too deep".into(), None),
        said => (said.replace("EOF while parsing", "the text ends inside"), None),
    };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    let start = Point { line: number(error.line()), column: number(error.column()) };
    ReadError::new(message, Span { start, end: None }).hint(hint)
}

/// A value in its own form; [`Value`] itself has one that keeps holes and comments.
struct Json(Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor).map(Json)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::from).map_err(|_| {
            E::custom(format!("the number {number} is too large to keep all its digits"))
        })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Json(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<Key>()? {
            let Json(value) = access.next_value()?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("duplicate key `{key}`")));
            }
            map.insert(key, value);
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (String, u32, u32) {
        let error = json(text).unwrap_err();
        let start = error.span.unwrap().start;
        (error.message, start.line, start.column)
    }

    #[test]
    fn keys_keep_their_order_and_numbers_their_kind() {
        let value = json("{\"z\": 1, \"a\": 1.0, \"m\": [true, \"\\u00e9\"]}").unwrap();
        let map = value.as_map().unwrap();
        assert_eq!(map.keys().collect::<Vec<_>>(), ["z", "a", "m"]);
        assert_eq!(map.get("a"), Some(&Value::Float(1.0)));
        assert_eq!(map.get("m"), Some(&Value::from(vec![true.into(), "é".into()])));
    }

    #[test]
    fn mistakes_have_a_place() {
        assert_eq!(problem("{\"a\": 1, \"a\": 2}"), ("duplicate key `a`".into(), 1, 16));
        assert_eq!(
            problem("[1,\n2,\n]"),
            ("no comma is allowed before a closing bracket".into(), 3, 1)
        );
        assert_eq!(problem("{\"a\": yes}").0, "a value is missing here, or is no JSON");
        assert_eq!(
            problem("[18446744073709551615]").0,
            "the number 18446744073709551615 is too large to keep all its digits"
        );
        assert_eq!(problem("{\"a\": [1").0, "the text ends inside a list");
    }
}
