//! What a way of writing a value is.

use crate::value::Kinds;
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
    pub(super) holds: Holds,
}

/// Which values are written a way.
#[derive(Debug)]
pub(super) enum Holds {
    /// Text of which something is true.
    Text(fn(&str) -> bool),
    /// Such text, or any value of these kinds.
    TextOr(Kinds, fn(&str) -> bool),
    /// A whole number of which something is true, as text too.
    Whole(fn(i64) -> bool),
    /// A number that can be a port, or text of which something is true.
    Port(fn(&str) -> bool),
    /// Any text, or a list of which something is true.
    TextOrList(fn(&[Value]) -> bool),
}

impl Format {
    /// The kinds of values that can be written that way.
    pub fn kinds(&self) -> Kinds {
        match self.holds {
            Holds::Text(_) => Kinds::TEXT,
            Holds::TextOr(kinds, _) => Kinds::TEXT.and(kinds),
            Holds::Whole(_) | Holds::Port(_) => Kinds::TEXT_OR_WHOLE,
            Holds::TextOrList(_) => Kinds::TEXT_OR_LIST,
        }
    }

    /// Whether a value is written that way. Text that is only known later is none.
    pub fn accepts(&self, value: &Value) -> bool {
        let value = value.bare();
        let is_text = |holds: fn(&str) -> bool| value.as_str().is_some_and(holds);
        self.kinds().has(Kinds::of(value))
            && match (&self.holds, value) {
                (Holds::TextOr(..), value) if value.as_text().is_none() => true,
                (Holds::Whole(holds), Value::Int(number)) => holds(*number),
                (Holds::Whole(holds), value) => {
                    value.as_str().and_then(|text| text.parse().ok()).is_some_and(holds)
                }
                (Holds::Port(_), Value::Int(port)) => u16::try_from(*port).is_ok(),
                (Holds::TextOrList(holds), Value::List(items)) => holds(items),
                (Holds::TextOrList(_), _) => true,
                (Holds::Text(holds) | Holds::TextOr(_, holds) | Holds::Port(holds), _) => {
                    is_text(*holds)
                }
            }
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
