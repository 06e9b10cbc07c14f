//! A format in data that another process reads is its name.

use super::format::Format;
use super::rows::named;
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
