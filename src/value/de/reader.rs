//! A value that a type is about to be read from.

use super::super::{Key, Value};
use super::error::{DeError, INT, NUMBER, TEXT};
use super::omit::Omit;
use crate::value::map::Map;
use crate::value::text::Text;
use crate::value::tree::path::Step;

/// A value about to be read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) value: &'a Value,
    pub(super) omit: &'a Omit,
}

impl<'a> Reader<'a> {
    pub(super) fn new(value: &'a Value, omit: &'a Omit) -> Self {
        Self { value, omit }
    }

    pub(super) fn wrong(self, expected: impl Into<String>) -> DeError {
        DeError::wrong(expected, self.value)
    }

    pub(super) fn text(self) -> Result<&'a str, DeError> {
        match self.value.bare() {
            Value::Text(Text::Plain(plain)) => Ok(plain),
            Value::Text(text) if text.holes().next().is_some() => {
                Err(self.wrong("a string that is known now"))
            }
            Value::Text(_) => Err(self.wrong("a plain string")),
            _ => Err(self.wrong(TEXT)),
        }
    }

    pub(super) fn whole_number<N: TryFrom<i64>>(
        self,
        least: i128,
        most: i128,
    ) -> Result<N, DeError> {
        match self.value.bare() {
            Value::Int(number) => N::try_from(*number).map_err(|_| self.wrong(range(least, most))),
            _ => Err(self.wrong(INT)),
        }
    }

    pub(super) fn number(self) -> Result<f64, DeError> {
        match self.value.bare() {
            #[expect(
                clippy::cast_precision_loss,
                reason = "an author who writes an int for a float means the nearest one"
            )]
            Value::Int(number) => Ok(*number as f64),
            Value::Float(number) => Ok(*number),
            _ => Err(self.wrong(NUMBER)),
        }
    }

    pub(super) fn only_entry(self, map: &'a Map) -> Option<(&'a Key, Self)> {
        let (key, content) = map.iter().next().filter(|_| map.len() == 1)?;
        Some((key, Self::new(content, self.omit.step(&Step::Key(key.clone()))?)))
    }
}

fn range(least: i128, most: i128) -> String {
    if most >= i128::from(i64::MAX) {
        format!("{INT} of {least} or more")
    } else {
        format!("{INT} from {least} to {most}")
    }
}
