//! Data that comes from outside a recipe: a file, a text that is parsed.

use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::engine::convert::to_dynamic;
use crate::engine::reading::refuse_mark;
use crate::value::read::{self, Located, Places, ReadError};
use crate::value::{Key, Map, Value};
use rhai::{Array, Dynamic};

/// The formats that can be read.
#[derive(Clone, Copy)]
pub(super) enum Format {
    Yaml,
    Json,
    Toml,
}

impl Format {
    /// Its name, as messages write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
            Self::Toml => "TOML",
        }
    }

    /// Reads the one document of a text.
    ///
    /// # Errors
    /// When it is not of this format, or when a second document follows.
    pub(super) fn read(self, text: &str) -> Result<Value, ReadError> {
        match self {
            Self::Yaml => {
                let mut documents = read::yaml(text)?.into_iter();
                let first = documents.next().map_or(Value::Null, |document| document.value);
                documents.next().map_or(Ok(first), |second| {
                    Err(second_document(second.nearest_span(&Default::default())))
                })
            }
            Self::Json => read::json(text),
            Self::Toml => read::toml(text),
        }
    }

    /// The places in a text that can be read, one for each document.
    pub(super) fn places(self, text: &str) -> Vec<Places> {
        match self {
            // JSON is YAML, too.
            Self::Yaml | Self::Json => {
                let documents = read::yaml(text).unwrap_or_default().into_iter();
                documents.map(|document| document.places).collect()
            }
            Self::Toml => read::toml_places(text).into_iter().collect(),
        }
    }
}

fn second_document(span: read::Span) -> ReadError {
    ReadError {
        message: "a second document starts here".into(),
        span: Some(span),
        related: None,
        hint: Some("`read_yaml_all` and `data::parse_yaml_all` return an array of all documents"),
    }
}

/// Data from outside as a recipe sees it.
///
/// # Errors
/// When it holds one of the characters that represent secrets inside a recipe's text.
pub(super) fn to_recipe(run: &Run, value: &Value) -> Result<Dynamic, Diagnostic> {
    for value in value.descendants() {
        let keys = value.as_map().into_iter().flat_map(Map::keys).map(Key::as_str);
        value.as_str().into_iter().chain(keys).try_for_each(refuse_mark)?;
    }
    Ok(to_dynamic(run, value))
}

/// All documents of a text as a recipe sees them.
///
/// # Errors
/// Like [`to_recipe`].
pub(super) fn all_to_recipe(run: &Run, documents: &[Located]) -> Result<Array, Diagnostic> {
    documents.iter().map(|document| to_recipe(run, &document.value)).collect()
}
