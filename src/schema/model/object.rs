//! Maps with known keys: their fields in canonical order, and the rules between them.

use super::{Bounds, Type, Versions};
use serde::{Deserialize, Serialize};

/// A map with known keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// What it is, in messages: `a service`. Where there is none, it is called by its key.
    pub subject: Option<Box<str>>,
    /// The fields, in the order in which an expert writes them.
    pub fields: Box<[Field]>,
    /// The same by name.
    #[serde(skip)]
    pub(in crate::schema) index: Box<[u32]>,
    /// What has to be, or can't be, there together.
    pub rules: Box<[Rule]>,
    /// How many keys there may be.
    pub bounds: Bounds,
}

/// A known key of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The key. One that ends in `*` stands for all keys that begin with what is before it.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
        Self { fields: fields.into(), ..Self::default() }
    }

    /// The same, whose fields are found faster where there are many.
    #[must_use]
    pub(in crate::schema) fn indexed(mut self) -> Self {
        let mut index: Vec<u32> = (0..).take(self.fields.len()).collect();
        index.sort_by_key(|at| &self.fields[*at as usize].name);
        self.index = index.into();
        self
    }

    /// The field of a key, in whichever versions it is there.
    pub fn get(&self, key: &str) -> Option<&Field> {
        self.position(key).map(|at| &self.fields[at])
    }

    /// The place of a key among the fields.
    pub fn position(&self, key: &str) -> Option<usize> {
        let exact = if self.index.len() == self.fields.len() {
            let found =
                self.index.binary_search_by(|at| (*self.fields[*at as usize].name).cmp(key));
            found.ok().map(|at| self.index[at] as usize)
        } else {
            self.fields.iter().position(|field| &*field.name == key)
        };
        exact.or_else(|| self.fields.iter().position(|field| field.stands_for(key)))
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

    /// Whether it takes keys that it does not name.
    pub fn is_open(&self) -> bool {
        self.fields.iter().any(|field| &*field.name == "*")
    }
}

impl Field {
    /// The beginning of the keys that it stands for, where it is more than one.
    pub fn prefix(&self) -> Option<&str> {
        self.name.strip_suffix('*')
    }

    fn stands_for(&self, key: &str) -> bool {
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
