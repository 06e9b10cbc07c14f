//! Ways of writing single values that tables name: durations, sizes, ports. `f:duration` in a table is the row `duration` here.

pub mod interpolation;
pub mod mount;
pub mod port;
mod rows;

use super::model::Kinds;
use crate::value::Value;

/// A way of writing a value.
#[derive(Debug)]
pub struct Format {
    /// What tables call it.
    pub name: &'static str,
    /// What is written that way, with its article: `a duration`.
    pub what: &'static str,
    /// What it looks like, in backticks.
    pub example: &'static str,
    /// The kinds of values that can be.
    pub kinds: Kinds,
    /// Whether a value of these kinds is written that way.
    pub holds: fn(&Value) -> bool,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The format of a name.
///
/// ```
/// use sw::schema::formats::named;
/// assert!((named("duration").unwrap().holds)(&"1m30s".into()));
/// assert!(named("haiku").is_none());
/// ```
pub fn named(name: &str) -> Option<&'static Format> {
    rows::ROWS.iter().find(|format| format.name == name)
}

/// All formats.
pub fn all() -> &'static [Format] {
    rows::ROWS
}

/// A format in data that another process reads is its name.
pub(super) mod by_name {
    use super::{Format, named};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::schema) fn serialize<S: Serializer>(
        format: &&'static Format,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(format.name)
    }

    pub(in crate::schema) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<&'static Format, D::Error> {
        let name = String::deserialize(deserializer)?;
        named(&name).ok_or_else(|| D::Error::custom(format!("there is no format `{name}`")))
    }
}
