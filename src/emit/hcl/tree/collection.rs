//! Lists, objects and the `for` expressions that make them.

use super::expr::Expr;
use super::margin::Margin;
use super::name::{Ident, Variable};
use compact_str::CompactString;

/// `[item, ...]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What is in it.
    pub items: Vec<Item>,
    /// Comment lines before the closing bracket.
    pub end: Vec<String>,
}

/// A list's item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub value: Expr,
    /// What is around it.
    pub margin: Margin,
}

/// `{ key = value, ... }`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// What is in it.
    pub fields: Vec<Field>,
    /// Comment lines before the closing brace.
    pub end: Vec<String>,
}

/// An object's field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it is called.
    pub key: Key,
    /// What it is.
    pub value: Expr,
    /// What is around it.
    pub margin: Margin,
}

/// What an object's field is called.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// `name`; in quotes where the language has another use for the word.
    Name(Ident),
    /// `"any text"`
    Text(CompactString),
    /// `(expr)`, or `"text ${expr}"`.
    Expr(Expr),
    /// `a.b`: a name that the language takes for itself, as the providers that a module is given.
    Path(Expr),
}

/// `[for value in collection : result]` or `{ for key, value in collection : result_key => result }`
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// The name for the key or the index of each element.
    pub key: Option<Variable>,
    /// The name for each element.
    pub value: Variable,
    /// What is walked.
    pub collection: Expr,
    /// The key of each result: makes an object.
    pub result_key: Option<Expr>,
    /// Each result.
    pub result: Expr,
    /// Whether results with equal keys are collected in lists: `...`.
    pub grouping: bool,
    /// Which elements count.
    pub condition: Option<Expr>,
}

impl List {
    /// Whether neither items nor comments are in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.end.is_empty()
    }
}

impl Object {
    /// Whether neither fields nor comments are in it.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.end.is_empty()
    }
}

impl Item {
    /// The same item with this around it.
    #[must_use]
    pub fn within(self, margin: Margin) -> Self {
        Self { margin, ..self }
    }
}

impl Field {
    /// A field without comments.
    pub fn new(key: impl Into<Key>, value: impl Into<Expr>) -> Self {
        Self { key: key.into(), value: value.into(), margin: Margin::default() }
    }

    /// The same field with this around it.
    #[must_use]
    pub fn within(self, margin: Margin) -> Self {
        Self { margin, ..self }
    }
}

impl<E: Into<Expr>> From<E> for Item {
    fn from(value: E) -> Self {
        Self { value: value.into(), margin: Margin::default() }
    }
}

impl<K: Into<Key>, V: Into<Expr>> From<(K, V)> for Field {
    fn from((key, value): (K, V)) -> Self {
        Self::new(key, value)
    }
}

impl From<Ident> for Key {
    fn from(name: Ident) -> Self {
        Key::Name(name)
    }
}

/// A bare name where the text is one, quoted text otherwise.
impl From<&str> for Key {
    fn from(text: &str) -> Self {
        match Ident::new(text) {
            Ok(name) if name.as_str() == text && name.is_plain_key() => Key::Name(name),
            _ => Key::Text(text.into()),
        }
    }
}
