//! Kinds of values, as a set: what decides first whether a value fits a type.

use super::Value;

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// Text.
    pub const TEXT: Self = Self(1);
    /// `true` and `false`.
    pub const BOOL: Self = Self(2);
    /// Whole numbers.
    pub const WHOLE: Self = Self(4);
    /// Numbers, whole or not.
    pub const NUMBER: Self = Self(4 | 8);
    /// Null.
    pub const NULL: Self = Self(16);
    /// Lists.
    pub const LIST: Self = Self(32);
    /// Maps.
    pub const MAP: Self = Self(64);
    /// A string or an int.
    pub const TEXT_OR_WHOLE: Self = Self(1 | 4);
    /// Text or a number.
    pub const TEXT_OR_NUMBER: Self = Self(1 | 4 | 8);
    /// Text, or `true` and `false`.
    pub const TEXT_OR_BOOL: Self = Self(1 | 2);
    /// Text or a list.
    pub const TEXT_OR_LIST: Self = Self(1 | 32);
    /// Scalars: text, numbers, `true` and `false`.
    pub const SCALAR: Self = Self(1 | 2 | 4 | 8);
    /// None.
    pub const NONE: Self = Self(0);
    /// Everything.
    pub const ALL: Self = Self(127);

    /// The kind of a value.
    ///
    /// ```
    /// use sw::value::Kinds;
    /// assert!(Kinds::NUMBER.has(Kinds::of(&sw::value::Value::Int(3))));
    /// ```
    pub fn of(value: &Value) -> Self {
        match value.bare() {
            Value::Text(_) => Self::TEXT,
            Value::Bool(_) => Self::BOOL,
            Value::Int(_) => Self::WHOLE,
            Value::Float(_) => Self(8),
            Value::List(_) => Self::LIST,
            Value::Map(_) => Self::MAP,
            _ => Self::NULL,
        }
    }

    /// Whether one of these is among them.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of these that are among others.
    #[must_use]
    pub fn only(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// These without others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// These and others.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What they are called in a message; `list` is the word for a list.
    pub fn words(self, list: &str) -> String {
        const TEXT_NUMBER_BOOL: &str = "a string, a number or a bool";
        let scalar = self.0 & Self::SCALAR.0;
        let scalar = match Self(scalar) {
            Self(0) => vec![],
            Self::SCALAR => vec![TEXT_NUMBER_BOOL],
            _ => [(Self::TEXT, "a string"), (Self::WHOLE, self.number()), (Self::BOOL, "a bool")]
                .into_iter()
                .filter(|(kind, _)| self.has(*kind))
                .map(|(_, word)| word)
                .collect(),
        };
        let others = [(Self::LIST, list), (Self::MAP, "a map"), (Self::NULL, "null")];
        let others = others.into_iter().filter(|(kind, _)| self.has(*kind)).map(|(_, word)| word);
        scalar.into_iter().chain(others).collect::<Vec<_>>().join(" or ")
    }

    fn number(self) -> &'static str {
        if self.0 & 8 == 0 { "an int" } else { "a number" }
    }
}
