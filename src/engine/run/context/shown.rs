//! What a value is, as a recipe would write it.

use super::Run;
use crate::engine::errors::type_names::type_in_words;
use crate::engine::native::literal::{hole_literal, key_literal, literal};
use crate::value::{Text, Value};
use rhai::Dynamic;

impl Run {
    /// What `value` is, as a recipe would write it. A reference is what it refers to; any other thing
    /// with identity says what it is in words.
    pub fn shown(&self, value: &Dynamic) -> String {
        if let Some(thing) = self.handle(value) {
            let value = thing.to_value().ok();
            return value
                .as_ref()
                .and_then(Value::as_text)
                .and_then(Text::as_hole)
                .map_or_else(|| thing.show(), hole_literal);
        }
        match self.convert(value) {
            Ok(Some(value)) => literal(&value),
            Ok(None) => "()".into(),
            Err(_) => self.shown_parts(value),
        }
    }

    /// Something that is no data, with as much of it as is.
    fn shown_parts(&self, value: &Dynamic) -> String {
        if let Ok(map) = value.as_map_ref() {
            let entries = self
                .keys_in_order(&map)
                .into_iter()
                .map(|key| format!("{}: {}", key_literal(&key), self.shown(&map[&key])));
            return format!("#{{ {} }}", entries.collect::<Vec<_>>().join(", "));
        }
        if let Ok(array) = value.as_array_ref() {
            return format!(
                "[{}]",
                array.iter().map(|item| self.shown(item)).collect::<Vec<_>>().join(", ")
            );
        }
        type_in_words(value.type_name())
    }
}
