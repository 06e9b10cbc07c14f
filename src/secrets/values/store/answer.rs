//! The value in what a store's program said.

use super::query::Answer;
use crate::secrets::values::secret_string::SecretString;
use serde_json::Value;

/// Takes the value out; an error says what is missing, and nothing of what is there.
pub(super) fn value(answer: &Answer, said: SecretString) -> Result<SecretString, String> {
    match answer {
        Answer::Whole { property: None, ends_with_newline: false } => Ok(said),
        Answer::Whole { property: None, .. } => {
            let text = said.expose();
            Ok(text.strip_suffix('\n').unwrap_or(text).to_string().into())
        }
        Answer::Whole { property: Some(property), .. } => field(said.expose(), property),
        Answer::Text { field: name, property } => {
            let text = field(said.expose(), name)?;
            property.as_ref().map_or(Ok(text.clone()), |property| field(text.expose(), property))
        }
        Answer::Vault { property } => {
            let document = json(said.expose())?;
            let data = document
                .pointer("/data/data")
                .or(document.pointer("/data"))
                .unwrap_or(&Value::Null);
            text(data, property)
        }
    }
}

fn field(document: &str, name: &str) -> Result<SecretString, String> {
    text(&json(document)?, name)
}

fn json(text: &str) -> Result<Value, String> {
    // What is wrong with it may have a part of the value.
    serde_json::from_str(text).map_err(|_| "it answered something that is no JSON".into())
}

fn text(data: &Value, name: &str) -> Result<SecretString, String> {
    match data.get(name) {
        Some(Value::String(text)) => Ok(text.clone().into()),
        Some(Value::Null) | None => Err(format!("the entry has no field `{name}`")),
        Some(other) => Ok(other.to_string().into()),
    }
}
