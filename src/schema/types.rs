//! The type that somebody declares for what others pass in: an input of a module, of a workflow.

use crate::value::{Map, Path, Value};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What may be passed in. Single values are turned into one another where that can be done: `1` is a text, `"1"` a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Type {
    /// Anything.
    #[default]
    Any,
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// A list of this.
    List(Box<Type>),
    /// A list of this in which the order does not count.
    Set(Box<Type>),
    /// A map of this, with keys of the caller's choice.
    Map(Box<Type>),
    /// A map with these keys. Others are passed over.
    Object(Vec<Member>),
    /// A list with one of each of these.
    Tuple(Vec<Type>),
}

/// A key of a [`Type::Object`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The key.
    pub name: String,
    /// What stands there.
    pub kind: Type,
    /// Whether it can be left out.
    pub is_optional: bool,
}

/// Why a value is not of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Where in the value.
    pub path: Path,
    /// What is wrong, as the end of a sentence that starts with what the value is for.
    pub why: String,
    /// What to do.
    pub hint: String,
}

impl Type {
    /// The first thing in `value` that is certainly not of this type. What is only known later fits, and so does null.
    ///
    /// ```
    /// use sw::schema::types::Type;
    /// use sw::value::Value;
    /// let zones = Type::List(Box::new(Type::Text));
    /// assert!(zones.misfit(&Value::from(vec![Value::from("a"), Value::from(1)])).is_none());
    /// assert_eq!(zones.misfit(&Value::from("a")).unwrap().why, "takes a list of text, found text");
    /// ```
    pub fn misfit(&self, value: &Value) -> Option<Misfit> {
        self.within(value, &Path::root())
    }

    fn within(&self, value: &Value, path: &Path) -> Option<Misfit> {
        let value = value.bare();
        if is_open(value) {
            return None;
        }
        match (self, value) {
            (Type::Any, _) => None,
            (Type::List(item) | Type::Set(item), Value::List(items)) => {
                items.iter().enumerate().find_map(|(i, value)| item.within(value, &path.index(i)))
            }
            (Type::Map(item), Value::Map(map)) => {
                map.iter().find_map(|(key, value)| item.within(value, &path.key(key)))
            }
            (Type::Object(members), Value::Map(map)) => in_object(members, map, path),
            (Type::Tuple(kinds), Value::List(items)) if kinds.len() == items.len() => kinds
                .iter()
                .zip(items)
                .enumerate()
                .find_map(|(i, (kind, value))| kind.within(value, &path.index(i))),
            (kind, value) if kind.takes_single(value) => None,
            (kind, value) => Some(kind.refuses(value, path)),
        }
    }

    /// Whether this is a single value, and `value` one that can be turned into it.
    fn takes_single(&self, value: &Value) -> bool {
        // A text with something in it that is only known later may be anything.
        let reads =
            |is: fn(&str) -> bool| value.as_text().is_some_and(|text| text.as_str().is_none_or(is));
        match (self, value) {
            (Type::Text, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_)) => true,
            (Type::Number, Value::Int(_) | Value::Float(_)) | (Type::Bool, Value::Bool(_)) => true,
            (Type::Number, _) => reads(|text| text.parse::<f64>().is_ok_and(f64::is_finite)),
            (Type::Bool, _) => reads(|text| matches!(text, "true" | "false" | "1" | "0")),
            _ => false,
        }
    }

    fn refuses(&self, value: &Value, path: &Path) -> Misfit {
        let found = match value {
            Value::List(items) if matches!(self, Type::Tuple(_)) => {
                format!("{} of them", items.len())
            }
            value => value
                .as_str()
                .filter(|text| text.len() <= 32)
                .map_or_else(|| value.kind().into(), |text| self.shown(text)),
        };
        Misfit {
            path: path.clone(),
            why: format!("takes {self}, found {found}"),
            hint: format!("write {self} there"),
        }
    }

    /// A text that could have been a number is told as it is.
    fn shown(&self, text: &str) -> String {
        if matches!(self, Type::Number | Type::Bool) {
            format!("the text `{text}`")
        } else {
            "text".into()
        }
    }
}

fn in_object(members: &[Member], map: &Map, path: &Path) -> Option<Misfit> {
    let wrong = members
        .iter()
        .find_map(|member| member.kind.within(map.get(&member.name)?, &path.key(&member.name)));
    let is_missing = |member: &&Member| !member.is_optional && !map.contains_key(&member.name);
    wrong.or_else(|| {
        let missing = members.iter().find(is_missing)?;
        let hint = format!("add `{}: ...` to the map: it takes {}", missing.name, missing.kind);
        Some(Misfit { path: path.clone(), why: format!("needs the key `{}`", missing.name), hint })
    })
}

/// Whether it is only known later what the value is.
fn is_open(value: &Value) -> bool {
    matches!(value, Value::Null) || value.as_text().is_some_and(|text| text.as_hole().is_some())
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Any => f.write_str("anything"),
            Type::Text => f.write_str("text"),
            Type::Number => f.write_str("a number"),
            Type::Bool => f.write_str("true or false"),
            Type::List(item) | Type::Set(item) if **item == Type::Any => f.write_str("a list"),
            Type::List(item) | Type::Set(item) => write!(f, "a list of {}", item.plural()),
            Type::Map(item) if **item == Type::Any => f.write_str("a map"),
            Type::Map(item) => write!(f, "a map of {}", item.plural()),
            Type::Object(members) if members.is_empty() => f.write_str("a map"),
            Type::Object(members) => {
                let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
                write!(f, "a map with {}", crate::diag::words::list(&names, "and"))
            }
            Type::Tuple(kinds) => {
                write!(f, "a list of {}", crate::diag::words::count(kinds.len(), "value"))
            }
        }
    }
}

impl Type {
    fn plural(&self) -> String {
        match self {
            Type::Number => "numbers".into(),
            Type::Bool => "true and false".into(),
            Type::List(_) | Type::Set(_) | Type::Tuple(_) => {
                self.to_string().replacen("a list", "lists", 1)
            }
            Type::Map(_) | Type::Object(_) => self.to_string().replacen("a map", "maps", 1),
            Type::Any | Type::Text => self.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(kind: &Type, value: impl Into<Value>) -> Option<String> {
        kind.misfit(&value.into()).map(|misfit| format!("{}: {}", misfit.path, misfit.why))
    }

    #[test]
    fn single_values_are_turned_into_one_another() {
        assert_eq!(why(&Type::Text, 1), None);
        assert_eq!(why(&Type::Number, "1.5"), None);
        assert_eq!(why(&Type::Bool, "true"), None);
        assert_eq!(why(&Type::Number, "many").unwrap(), ": takes a number, found the text `many`");
        assert_eq!(why(&Type::Number, true).unwrap(), ": takes a number, found true or false");
        assert_eq!(why(&Type::Bool, 2).unwrap(), ": takes true or false, found a whole number");
        assert_eq!(why(&Type::Text, Value::Null), None);
    }

    #[test]
    fn what_is_inside_is_looked_at() {
        let port = Member { name: "port".into(), kind: Type::Number, is_optional: false };
        let host = Member { name: "host".into(), kind: Type::Text, is_optional: true };
        let servers = Type::Map(Box::new(Type::Object(vec![port, host])));
        let of = |server: Map| Map::from([("web", Value::Map(server))]);
        assert_eq!(
            why(&servers, of(Map::from([("port", Value::from(80)), ("more", Value::from(1))]))),
            None
        );
        assert_eq!(
            why(&servers, of(Map::from([("host", "a")]))).unwrap(),
            "web: needs the key `port`"
        );
        assert_eq!(
            why(&servers, of(Map::from([("port", "x")]))).unwrap(),
            "web.port: takes a number, found the text `x`"
        );
        let pair = Type::Tuple(vec![Type::Text, Type::Number]);
        assert_eq!(why(&pair, vec![Value::from("a"), Value::from(1)]), None);
        assert_eq!(
            why(&pair, vec![Value::from("a")]).unwrap(),
            ": takes a list of 2 values, found 1 of them"
        );
    }
}
