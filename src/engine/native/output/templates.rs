//! Plain data for files in which a tool evaluates text. Which files these are, and how a text is written there, domains
//! say: this room knows no tool.

use crate::diag::Diagnostic;
use crate::value::{Map, Path, Text, Trail, Value};
use std::borrow::Cow;

/// Files of plain data in whose texts a tool evaluates something.
#[derive(Clone, Copy, Debug)]
pub struct Templates {
    /// Whether a file of this name is one.
    pub has: fn(&str) -> bool,
    /// The text as it is written there: what is data is escaped or refused.
    pub text: for<'v> fn(&'v Text, &Trail<'_>) -> Result<Cow<'v, str>, Diagnostic>,
    /// Whether a key can be written as it is; what is wrong otherwise.
    pub key: fn(&str, &Trail<'_>) -> Result<(), Diagnostic>,
}

impl Templates {
    /// The first key in `value` that can't be written, and where it is.
    pub(crate) fn refused_key(
        &self,
        value: &Value,
        trail: &Trail<'_>,
    ) -> Option<(Path, Diagnostic)> {
        match value.bare() {
            Value::Map(map) => self.refused_in(map, trail),
            Value::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(i, item)| self.refused_key(item, &trail.index(i))),
            _ => None,
        }
    }

    fn refused_in(&self, map: &Map, trail: &Trail<'_>) -> Option<(Path, Diagnostic)> {
        map.iter().find_map(|(key, value)| {
            let trail = trail.key(key);
            (self.key)(key, &trail)
                .err()
                .map(|problem| (trail.path(), problem))
                .or_else(|| self.refused_key(value, &trail))
        })
    }
}
