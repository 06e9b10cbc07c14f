//! A [`Value`] to a typed struct: how options and the project's configuration are read.
//!
//! Any type with `Deserialize` can be read. Comments are ignored, and every error states
//! its path and what was expected, in an author's words. Fields of the type [`Value`] or
//! [`Text`](super::Text) keep holes and comments; all others take plain data only.
//!
//! A type that accepts several shapes (text or an array of lines) reads a [`Value`] first and
//! then looks at it. `#[serde(untagged)]` and `#[serde(flatten)]` would lose holes and places.

mod access;
mod as_is;
mod deserializer;
mod diagnostic;
mod error;
mod omit;
mod reader;

pub use error::{DeError, DeErrorKind};

use super::Value;
use omit::Omit;
use reader::Reader;
use serde::de::DeserializeOwned;

/// Reads a typed value.
///
/// ```
/// use sw::value::{Map, Value, de};
///
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Backend {
///     bucket: String,
///     retries: Option<u16>,
/// }
///
/// let given = Value::from(Map::from([("bucket", "state")]));
/// let backend: Backend = de::from_value(&given)?;
/// assert_eq!((backend.bucket.as_str(), backend.retries), ("state", None));
/// # Ok::<(), de::DeError>(())
/// ```
///
/// # Errors
/// The first mistake in `value`; see [`from_value_all`] for all of them.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, DeError> {
    T::deserialize(Reader::new(value, &Omit::default()))
}

/// Reads a typed value and finds every error in it.
///
/// What is at fault is left out and the rest read again. The value is there when what remained
/// was enough for it: the caller knows from the errors that it is not complete.
///
/// ```
/// use sw::value::{Map, Value, de};
///
/// #[derive(Default, serde::Deserialize)]
/// #[serde(deny_unknown_fields, default)]
/// struct Limits {
///     cpu: Option<u16>,
///     memory: String,
/// }
///
/// let given = Value::from(Map::from([("cpu", Value::from("many")), ("disc", Value::from("1G")), ("memory", Value::from("2G"))]));
/// let (limits, errors) = de::from_value_all::<Limits>(&given);
/// assert_eq!(limits.unwrap().memory, "2G");
/// assert_eq!(errors.len(), 2);
/// ```
pub fn from_value_all<T: DeserializeOwned>(value: &Value) -> (Option<T>, Vec<DeError>) {
    let mut omit = Omit::default();
    let mut errors = Vec::new();
    loop {
        match T::deserialize(Reader::new(value, &omit)) {
            Ok(read) => return (Some(read), errors),
            Err(error) => {
                let path = error.path.clone();
                if !error.follows_from(&omit) {
                    errors.push(error);
                }
                // Without this, a type that fails on data it was not given would be read for ever.
                if errors.len() == MOST_ERRORS || path.is_root() || !omit.add(&path) {
                    return (None, errors);
                }
            }
        }
    }
}

/// More mistakes than this are of no use to a person, and each one costs another reading.
const MOST_ERRORS: usize = 50;
