//! What a reader made of a text, with types, so that two readings can be compared.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use sw::emit::{Data, Node};

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Seen {
    Null,
    Bool(bool),
    Int(String),
    /// In Rust's shortest form: it distinguishes all floats, and `NaN` equals itself.
    Float(String),
    Text(String),
    List(Vec<Seen>),
    Map(Vec<(Seen, Seen)>),
    Tagged(String, Box<Seen>),
    /// A type that none of our data has, like a date.
    Other(String),
}

impl Seen {
    pub(crate) fn text(text: &str) -> Self {
        Seen::Text(text.into())
    }

    /// With the keys of all maps in order.
    pub(crate) fn sorted(self) -> Self {
        match self {
            Seen::List(items) => Seen::List(items.into_iter().map(Seen::sorted).collect()),
            Seen::Map(entries) => {
                let mut entries: Vec<_> =
                    entries.into_iter().map(|(key, value)| (key, value.sorted())).collect();
                entries.sort_by_cached_key(|(key, _)| format!("{key:?}"));
                Seen::Map(entries)
            }
            other => other,
        }
    }

    /// Python writes floats in another way.
    pub(crate) fn with_our_floats(self) -> Self {
        match self {
            Seen::Float(text) => Seen::Float(format!(
                "{:?}",
                text.parse::<f64>().expect("a float in Python's words")
            )),
            Seen::List(items) => Seen::List(items.into_iter().map(Seen::with_our_floats).collect()),
            Seen::Map(entries) => Seen::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.with_our_floats(), value.with_our_floats()))
                    .collect(),
            ),
            Seen::Tagged(tag, inner) => Seen::Tagged(tag, Box::new(inner.with_our_floats())),
            other => other,
        }
    }
}

impl From<&Node<'_>> for Seen {
    fn from(node: &Node<'_>) -> Self {
        let bare = match &node.data {
            Data::Null | Data::Blank => Seen::Null,
            Data::Bool(flag) => Seen::Bool(*flag),
            Data::Int(int) => Seen::Int(int.to_string()),
            Data::Float(float) => Seen::Float(format!("{float:?}")),
            Data::Text(text, _) => Seen::text(text),
            Data::List(items, _) => Seen::List(items.iter().map(Seen::from).collect()),
            Data::Map(entries, _) => Seen::Map(
                entries.iter().map(|(key, value)| (Seen::text(&key.text), value.into())).collect(),
            ),
        };
        match node.tag() {
            Some(tag) => Seen::Tagged(tag.into(), Box::new(bare)),
            None => bare,
        }
    }
}

/// What one of Rust's readers saw, which tells types by itself.
pub(crate) struct Typed(pub(crate) Seen);

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SeenVisitor).map(Typed)
    }
}

struct SeenVisitor;

impl<'de> Visitor<'de> for SeenVisitor {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Seen, E> {
        Ok(Seen::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Seen, E> {
        Ok(Seen::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Seen, E> {
        Ok(Seen::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, int: i64) -> Result<Seen, E> {
        Ok(Seen::Int(int.to_string()))
    }

    fn visit_u64<E: de::Error>(self, int: u64) -> Result<Seen, E> {
        Ok(Seen::Int(int.to_string()))
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Seen, E> {
        Ok(Seen::Float(format!("{float:?}")))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Seen, E> {
        Ok(Seen::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Seen, A::Error> {
        let mut items = Vec::new();
        while let Some(Typed(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Seen::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen, A::Error> {
        let mut entries = Vec::new();
        while let Some((Typed(key), Typed(value))) = map.next_entry()? {
            entries.push((key, value));
        }
        Ok(Seen::Map(entries))
    }
}
