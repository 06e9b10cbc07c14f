//! Types, and the fields and rules of maps with known keys.

use super::bounds::Bounds;
use super::pattern::Pattern;
use super::version::Versions;
use crate::formats::Format;
use crate::schema::cel::Cel;
use crate::value::Kinds;
use std::fmt;
use std::sync::OnceLock;

/// What a place in a file accepts.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// Anything.
    #[default]
    Any,
    /// Values of these kinds: a number within the bounds, text with so many letters.
    Scalar(Kinds, Bounds),
    /// Values that have to be written in a certain way.
    Format(&'static Format),
    /// Text that matches a regular expression.
    Pattern(Box<Pattern>),
    /// One of these words; they may represent numbers, `true` or `false`.
    OneOf(Kinds, Box<[Box<str>]>),
    /// A list.
    List {
        /// What each item is.
        item: Box<Type>,
        /// Which of them may be alike.
        unique: Unique,
        /// How many there may be.
        bounds: Bounds,
    },
    /// A list with one of each of these.
    Tuple(Box<[Type]>),
    /// A map with keys of the author's choice, and how many there may be.
    Map(Box<Type>, Bounds),
    /// A map with known keys.
    Object(Box<Object>),
    /// One of these.
    Union(Box<[Type]>),
    /// A type of the table that this one is in.
    Ref(Ref),
    /// A type whose values have to keep rules.
    Ruled(Box<Type>, Box<[Cel]>),
}

/// Which items of a list may be alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unique {
    /// All of them.
    #[default]
    No,
    /// All of them, and neither that nor their order counts.
    Set,
    /// None.
    Items,
    /// None may have the same values under these keys.
    By(Box<[ItemKey]>),
}

/// A key that identifies the items of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemKey {
    /// The key.
    pub name: Box<str>,
    /// What an item without it has.
    pub default: Option<Box<str>>,
}

/// A type's name in its table, and where it was found there.
#[derive(Clone, Debug, PartialEq)]
pub struct Ref {
    /// The name.
    pub name: Box<str>,
    /// Where the table has it, once it was looked for; nothing where there is no such type.
    pub(in crate::schema) found: OnceLock<Option<At>>,
}

impl Type {
    /// Text.
    pub const TEXT: Self = Self::Scalar(Kinds::TEXT, Bounds::NONE);
    /// A number.
    pub const NUMBER: Self = Self::Scalar(Kinds::NUMBER, Bounds::NONE);
    /// `true` or `false`.
    pub const BOOL: Self = Self::Scalar(Kinds::BOOL, Bounds::NONE);

    /// A list of this.
    #[must_use]
    pub fn list(item: Type) -> Self {
        Self::List { item: Box::new(item), unique: Unique::No, bounds: Bounds::NONE }
    }

    /// A list of this in which the order does not count.
    #[must_use]
    pub fn set(item: Type) -> Self {
        Self::List { item: Box::new(item), unique: Unique::Set, bounds: Bounds::NONE }
    }

    /// A map of this.
    #[must_use]
    pub fn map(item: Type) -> Self {
        Self::Map(Box::new(item), Bounds::NONE)
    }
}

/// Where a table has a type: its group, and the type in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At(pub(in crate::schema) u32, pub(in crate::schema) u32);

/// A map with known keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// What it is, in messages: `a service`. Where there is none, it is called by its key.
    pub subject: Option<Box<str>>,
    /// The fields, in the order in which an expert writes them.
    pub fields: Box<[Field]>,
    /// Which of them come first by name.
    pub(crate) index: Box<[u32]>,
    /// Which of them are patterns.
    pub(crate) patterns: Box<[u32]>,
    /// What has to be, or can't be, there together.
    pub rules: Box<[Rule]>,
    /// How many keys there may be.
    pub bounds: Bounds,
}

/// A known key of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The key. One that ends in `*` is a pattern for all keys that begin with what is before it.
    pub name: Box<str>,
    /// What is under it.
    pub ty: Type,
    /// Who sets it.
    pub presence: Presence,
    /// What else is known of it.
    pub marks: Marks,
    /// The field beside it that replaces it, when it is deprecated and one does.
    pub instead: Option<Box<str>>,
    /// The versions that have it.
    pub versions: Versions,
}

/// Who sets a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// The author has to.
    Required,
    /// The author may.
    #[default]
    Optional,
    /// Only the tool does.
    Computed,
}

/// What is known of a field besides its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// That it should no longer be used.
    pub is_deprecated: bool,
    /// That the tool hides it in its output.
    pub is_sensitive: bool,
    /// That it is kept in no state.
    pub is_write_only: bool,
    /// That it is written as a nested block, and not as an argument.
    pub is_block: bool,
}

/// What has to be, or can't be, in a map together.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// One of these has to be there.
    AtLeastOne(Box<[Box<str>]>),
    /// Only one of these can be there.
    AtMostOne(Box<[Box<str>]>),
    /// One of these has to be there, and no other.
    ExactlyOne(Box<[Box<str>]>),
    /// Where the first is there, the others have to be.
    Needs(Box<str>, Box<[Box<str>]>),
}

impl Object {
    /// An object with these fields.
    pub fn new(fields: Vec<Field>) -> Self {
        let all = (0..).take(fields.len());
        let patterns =
            all.clone().filter(|at: &u32| fields[*at as usize].prefix().is_some()).collect();
        let mut index: Vec<u32> = all.collect();
        index.sort_by_key(|at| by_length(&fields[*at as usize].name));
        Self { fields: fields.into(), index: index.into(), patterns, ..Self::default() }
    }

    /// The field of a key, in whichever versions it is there.
    pub fn get(&self, key: &str) -> Option<&Field> {
        self.position(key).map(|at| &self.fields[at])
    }

    /// The place of a key among the fields.
    pub fn position(&self, key: &str) -> Option<usize> {
        let sought = by_length(key);
        let exact = self
            .index
            .binary_search_by(|at| by_length(&self.fields[*at as usize].name).cmp(&sought));
        let at = exact.ok().map(|at| self.index[at]);
        let matches = |at: &&u32| self.fields[**at as usize].matches(key);
        at.or_else(|| self.patterns.iter().find(matches).copied()).map(|at| at as usize)
    }

    /// The names that an author can set in the newest version.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|field| field.can_be_set()).map(|field| &*field.name)
    }

    /// The fields that the newest version has.
    pub fn present(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.versions.last.is_none())
    }

    /// The fields that it once had.
    pub fn removed(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.versions.last.is_some())
    }
}

/// Names are looked up by their length first: few are compared letter by letter.
fn by_length(name: &str) -> (usize, &str) {
    (name.len(), name)
}

impl Field {
    /// The beginning of the keys that it matches, where it is a pattern.
    pub fn prefix(&self) -> Option<&str> {
        self.name.strip_suffix('*')
    }

    fn matches(&self, key: &str) -> bool {
        self.prefix().is_some_and(|start| key.starts_with(start))
    }

    fn can_be_set(&self) -> bool {
        self.presence != Presence::Computed
            && self.versions.last.is_none()
            && self.prefix().is_none()
    }
}

impl Rule {
    /// Whether `key` is one of several of which one has to be there, and none is.
    pub fn wants_one_of(&self, key: &str, has: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::AtLeastOne(keys) | Self::ExactlyOne(keys) => {
                keys.iter().any(|known| **known == *key) && !keys.iter().any(|key| has(key))
            }
            _ => false,
        }
    }

    /// The keys that it speaks of.
    pub fn keys(&self) -> &[Box<str>] {
        match self {
            Self::AtLeastOne(keys) | Self::AtMostOne(keys) | Self::ExactlyOne(keys) => keys,
            Self::Needs(_, keys) => keys,
        }
    }
}

impl ItemKey {
    /// Reads a key, with its default behind a `=`: `protocol=TCP`.
    pub fn parse(text: &str) -> Self {
        let (name, default) =
            text.split_once('=').map_or((text, None), |(name, default)| (name, Some(default)));
        Self { name: name.into(), default: default.map(Box::from) }
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = self.default.as_ref().map(|default| format!("={default}"));
        write!(f, "{}{}", self.name, default.unwrap_or_default())
    }
}

impl Ref {
    /// A reference to the type of a name.
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), found: OnceLock::new() }
    }
}
