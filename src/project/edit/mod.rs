//! Edits of `.specweave/config.yaml` that leave everything else as its author wrote it: comments,
//! order, indentation, quotes, line ends.
//!
//! An edit works on lines, by the places that reading the text gave. Its result is read again and
//! must differ in exactly what was asked for; where a text is written in a way that lines can't
//! serve, nothing is changed and the message says what to write by hand.
//!
//! There are libraries for such edits; they bring a second YAML parser, written in C. The reader that
//! is here already knows every place.

mod add;
mod environment;
mod lines;
mod recipes;
mod remove;

pub use add::add_environment;
pub use environment::NewEnvironment;
pub use recipes::add_recipe;
pub use remove::remove_environment;

use super::config::find::CONFIG;
use super::only_document;
use crate::diag::Diagnostic;
use crate::value::read::Located;
use crate::value::{Map, Path, Value};

/// The text of a configuration, and what it says.
struct Edited<'a> {
    text: &'a str,
    /// None when nothing but comments is in it.
    located: Option<Located>,
}

impl<'a> Edited<'a> {
    fn new(text: &'a str) -> Result<Self, Box<Diagnostic>> {
        Ok(Self { text, located: only_document(text, CONFIG)? })
    }

    fn value(&self, path: &Path) -> Option<&Value> {
        path.find(&self.located.as_ref()?.value)
    }

    /// Where a value starts: line and column, counted from 0.
    fn start(&self, path: &Path) -> Option<(usize, usize)> {
        let start = self.located.as_ref()?.value_span(path)?.start;
        Some((start.line as usize - 1, start.column as usize - 1))
    }

    /// Where a key starts.
    fn key(&self, path: &Path) -> Option<(usize, usize)> {
        let start = self.located.as_ref()?.key_span(path)?.start;
        Some((start.line as usize - 1, start.column as usize - 1))
    }

    /// The character that a value starts with: a quote, a bracket, or its own.
    fn first_char(&self, path: &Path) -> Option<char> {
        let (line, column) = self.start(path)?;
        self.text.lines().nth(line)?.chars().nth(column)
    }

    /// The new text, when it says what it should.
    fn proven(
        &self,
        text: String,
        expected: &Value,
        by_hand: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let is_right = only_document(&text, CONFIG)
            .is_ok_and(|located| located.is_some_and(|located| located.value == *expected));
        if is_right { Ok(text) } else { Err(Box::new(unsupported(by_hand))) }
    }

    /// The whole configuration as data, to be changed as the text is.
    fn root(&self) -> Value {
        self.located
            .as_ref()
            .map_or_else(|| Value::Map(Map::new()), |located| located.value.clone())
    }
}

/// That the configuration is written in a way that only a person can edit.
fn unsupported(by_hand: &str) -> Diagnostic {
    Diagnostic::error(
        "unsupported-edit",
        format!("`{CONFIG}` is written in a way that only a person can edit"),
    )
    .note("`sw` edits lines: a list in brackets, a section on one line and an anchor are beyond it")
    .hint(by_hand)
}

/// A section of the root as a map, made when it is missing or null.
fn section<'v>(root: &'v mut Value, name: &str) -> Option<&'v mut Map> {
    let Value::Map(root) = root else { return None };
    if matches!(root.get(name), None | Some(Value::Null)) {
        root.insert(name, Value::Map(Map::new()));
    }
    match root.get_mut(name)? {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

fn definitions() -> Path {
    Path::root().key("environments").key("definitions")
}

/// A text as a YAML value: as it is where that is safe, else in the quotes that `style` uses.
///
/// ```
/// use sw::project::edit::scalar;
/// assert_eq!([scalar("eu-central", None), scalar("yes", None), scalar("a", Some('"'))], ["eu-central", "\"yes\"", "\"a\""]);
/// ```
pub fn scalar(text: &str, style: Option<char>) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_safe = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " -_./@".contains(c))
        && !text.ends_with(' ')
        && !text.contains(" -")
        && !words.contains(&text.to_ascii_lowercase().as_str());
    match style {
        Some('\'') if !text.contains(char::is_control) => format!("'{}'", text.replace('\'', "''")),
        None if is_safe => text.into(),
        _ => serde_json::to_string(text).expect("a text is JSON"),
    }
}
