//! What is wrong with a value, and where in it.

use super::super::{Value, text::Hole};
use super::omit::Omit;
use crate::diag::words;
use crate::value::text::Text;
use crate::value::tree::path::{Path, Step};
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// A mistake in a value.
#[derive(Clone, Debug, PartialEq)]
pub struct DeError {
    /// The value at fault; for an unknown key, the key's own path.
    pub path: Path,
    /// What is wrong with it.
    pub kind: DeErrorKind,
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum DeErrorKind {
    /// A key that the map does not have.
    UnknownKey {
        /// The key as it was written.
        key: String,
        /// Every key there is.
        expected: Vec<&'static str>,
    },
    /// A key that must be there.
    MissingKey {
        /// Its name.
        key: String,
    },
    /// Data of another kind, or a number out of range.
    WrongType {
        /// What would be right, in an author's words: `an int`.
        expected: String,
        /// What is there: `the string "many"`.
        found: String,
        /// What to do about it, where that is plain.
        hint: Option<&'static str>,
    },
    /// A word that is not among the words to choose from.
    NotOneOf {
        /// The word as it was written.
        found: String,
        /// Every word there is.
        expected: Vec<&'static str>,
    },
    /// Anything else: what the type itself had to say.
    Invalid(String),
}

impl DeError {
    pub(super) fn new(kind: DeErrorKind) -> Self {
        Self { path: Path::root(), kind }
    }

    /// `value` is not what `expected` says.
    pub fn wrong(expected: impl Into<String>, value: &Value) -> Self {
        let expected = expected.into();
        let hint = hint(&expected, value.bare());
        Self::new(DeErrorKind::WrongType { expected, found: describe(value), hint })
    }

    /// The same mistake, seen from one step further up.
    #[must_use]
    pub fn inside(mut self, step: Step) -> Self {
        self.path.0.insert(0, step);
        self
    }

    /// Whether this is only so because a value was left out, which has its own error.
    pub(super) fn follows_from(&self, omit: &Omit) -> bool {
        match &self.kind {
            DeErrorKind::MissingKey { key } => omit.touches(&self.path.key(key)),
            _ => omit.touches(&self.path),
        }
    }
}

impl fmt::Display for DeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_root() {
            write!(f, "`{}`: ", self.path)?;
        }
        match &self.kind {
            DeErrorKind::UnknownKey { .. } => f.write_str("unknown key"),
            DeErrorKind::MissingKey { key } => write!(f, "`{key}` is missing"),
            DeErrorKind::WrongType { expected, found, .. } => {
                write!(f, "expected {expected}, found {found}")
            }
            DeErrorKind::NotOneOf { found, expected } => {
                write!(f, "expected {}, found `{found}`", words::list(expected, "or"))
            }
            DeErrorKind::Invalid(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for DeError {}

impl de::Error for DeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(DeErrorKind::Invalid(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_value(found, expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = describe_unexpected(found);
        Self::new(DeErrorKind::WrongType {
            expected: plain_words(&expected.to_string()),
            found,
            hint: None,
        })
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(DeErrorKind::WrongType {
            expected: plain_words(&expected.to_string()),
            found: words::count(length, "value"),
            hint: None,
        })
    }

    fn unknown_field(key: &str, expected: &'static [&'static str]) -> Self {
        Self::new(DeErrorKind::UnknownKey { key: key.into(), expected: expected.to_vec() })
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(DeErrorKind::NotOneOf { found: found.into(), expected: expected.to_vec() })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(DeErrorKind::MissingKey { key: key.into() })
    }
}

fn describe(value: &Value) -> String {
    match value.bare() {
        Value::Bool(yes) => yes.to_string(),
        Value::Int(number) => format!("the int {number}"),
        Value::Float(number) => format!("the float {number}"),
        Value::Text(text) => describe_text(text),
        other => other.kind().into(),
    }
}

fn describe_text(text: &Text) -> String {
    match (text.as_str(), text.holes().next()) {
        (Some(plain), _) => describe_str(plain),
        (None, Some(Hole::Secret(name))) => format!("a string that holds the secret `{name}`"),
        (None, Some(Hole::Expr(_))) => "a string that holds an expression".into(),
        (None, None) => "a string marked with `literal`".into(),
    }
}

/// A long string would hide the sentence around it.
fn describe_str(plain: &str) -> String {
    if plain.chars().count() > 40 { "a string".into() } else { format!("the string {plain:?}") }
}

fn describe_unexpected(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(yes) => yes.to_string(),
        Unexpected::Unsigned(number) => format!("the int {number}"),
        Unexpected::Signed(number) => format!("the int {number}"),
        Unexpected::Float(number) => format!("the float {number}"),
        Unexpected::Char(char) => describe_str(char.encode_utf8(&mut [0; 4])),
        Unexpected::Str(text) => describe_str(text),
        Unexpected::Unit | Unexpected::Option => "null".into(),
        Unexpected::Seq => "an array".into(),
        Unexpected::Map => "a map".into(),
        other => other.to_string(),
    }
}

/// The types that bring their own wording: numbers that can't be 0.
fn plain_words(expected: &str) -> String {
    match expected.strip_prefix("a nonzero ") {
        Some(unsigned) if unsigned.starts_with('u') => "an int above 0".into(),
        Some(_) => "an int other than 0".into(),
        None => expected.into(),
    }
}

fn hint(expected: &str, value: &Value) -> Option<&'static str> {
    match (value, value.as_str()) {
        (Value::Bool(_) | Value::Int(_) | Value::Float(_), _) if expected == TEXT => {
            Some("put it in quotes")
        }
        (_, Some(_)) if expected == ARRAY => Some("put it in brackets"),
        (_, Some(text)) if expected == BOOL => match text {
            "true" | "false" => Some("write it without quotes"),
            "yes" | "on" => Some("write `true`"),
            "no" | "off" => Some("write `false`"),
            _ => Some("write `true` or `false`"),
        },
        _ if expected == BOOL => Some("write `true` or `false`"),
        (_, Some(text)) if expected.starts_with(INT) && text.parse::<i64>().is_ok() => {
            Some("write it without quotes")
        }
        (_, Some(text)) if expected == NUMBER && text.parse::<f64>().is_ok() => {
            Some("write it without quotes")
        }
        _ => None,
    }
}

pub(super) const TEXT: &str = "a string";
pub(super) const ARRAY: &str = "an array";
pub(super) const BOOL: &str = "a bool";
pub(super) const INT: &str = "an int";
pub(super) const NUMBER: &str = "a number";
