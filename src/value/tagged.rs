//! Tags: what a value is for the domain that made it, beyond its data.

use super::{Key, Value};
use serde::{Deserialize, Serialize};

/// A value and its tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tagged {
    /// What the value is.
    pub tag: Tag,
    /// The value itself, which may have a further tag; comments are outside of tags.
    pub value: Value,
}

/// What a value is for one domain: a nested block in Terraform, a condition in Compose.
///
/// Each domain owns its names. [`UNCHECKED`] belongs to all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Which tag it is.
    pub name: Key,
    /// What else there is to say, such as a reason; empty when that is nothing.
    pub detail: Key,
}

/// The tag of a value that is written as it is, whatever a schema says; the detail is the reason.
pub const UNCHECKED: &str = "unchecked";

impl Tag {
    /// A tag with a detail.
    pub fn new(name: impl Into<Key>, detail: impl Into<Key>) -> Self {
        Self { name: name.into(), detail: detail.into() }
    }
}

impl From<&str> for Tag {
    fn from(name: &str) -> Self {
        Self::new(name, "")
    }
}

impl Value {
    /// The value with a tag, inside of its comments and outside of its other tags.
    ///
    /// ```
    /// use sw::value::{Tag, Value, tagged::UNCHECKED};
    /// let value = Value::from("v9").noted("new").tagged(Tag::new(UNCHECKED, "a preview"));
    /// assert_eq!(value.as_str(), Some("v9"));
    /// assert_eq!(value.find_tag(UNCHECKED).map(|tag| tag.detail.as_str()), Some("a preview"));
    /// assert_eq!(value.comments().and_then(|comments| comments.beside.as_deref()), Some("new"));
    /// ```
    #[must_use]
    pub fn tagged(self, tag: impl Into<Tag>) -> Value {
        match self {
            Value::Commented(mut commented) => {
                commented.value = commented.value.tagged(tag);
                Value::Commented(commented)
            }
            value => Value::Tagged(Box::new(Tagged { tag: tag.into(), value })),
        }
    }

    /// The tags of the value, the outermost first.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        let mut value = self.comments().map_or(self, |commented| &commented.value);
        std::iter::from_fn(move || match value {
            Value::Tagged(tagged) => {
                value = &tagged.value;
                Some(&tagged.tag)
            }
            _ => None,
        })
    }

    /// The name of the outermost tag.
    pub fn tag(&self) -> Option<&str> {
        self.tags().next().map(|tag| tag.name.as_str())
    }

    /// The tag with this name.
    pub fn find_tag(&self, name: &str) -> Option<&Tag> {
        self.tags().find(|tag| tag.name == name)
    }

    /// Whether the value has the tag with this name.
    pub fn is_tagged(&self, name: &str) -> bool {
        self.find_tag(name).is_some()
    }
}
