//! Walks into lists, maps and variants; an error on the way is given its path.

use super::super::{Key, Value};
use super::error::DeError;
use super::omit::Omit;
use super::reader::Reader;
use crate::value::map::Map;
use crate::value::tree::path::Step;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The items of a list that are not left out.
pub(super) struct Items<'a> {
    rest: std::iter::Enumerate<std::slice::Iter<'a, Value>>,
    omit: &'a Omit,
}

impl<'a> Items<'a> {
    pub(super) fn new(list: &'a [Value], omit: &'a Omit) -> Self {
        Self { rest: list.iter().enumerate(), omit }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = DeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DeError> {
        for (index, value) in self.rest.by_ref() {
            let step = Step::Index(index);
            if let Some(omit) = self.omit.step(&step) {
                return seed
                    .deserialize(Reader::new(value, omit))
                    .map(Some)
                    .map_err(|error| error.inside(step));
            }
        }
        Ok(None)
    }
}

/// The entries of a map that are not left out.
pub(super) struct Entries<'a> {
    rest: Box<dyn Iterator<Item = (&'a Key, &'a Value)> + 'a>,
    omit: &'a Omit,
    /// The entry whose key has been read and whose value is next.
    open: Option<(Step, Reader<'a>)>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(map: &'a Map, omit: &'a Omit) -> Self {
        Self { rest: Box::new(map.iter()), omit, open: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = DeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DeError> {
        for (key, value) in self.rest.by_ref() {
            let step = Step::Key(key.clone());
            if let Some(omit) = self.omit.step(&step) {
                self.open = Some((step.clone(), Reader::new(value, omit)));
                return seed.deserialize(word(key)).map(Some).map_err(|error| error.inside(step));
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DeError> {
        let (step, value) = self.open.take().expect("serde asks for a value only after its key");
        seed.deserialize(value).map_err(|error| error.inside(step))
    }
}

/// A choice: a word, or a map with one key that names the choice and holds its content.
pub(super) struct Variant<'a> {
    name: &'a str,
    content: Content<'a>,
}

enum Content<'a> {
    /// None: the word alone was given, by this value.
    None(Reader<'a>),
    Some(Step, Reader<'a>),
}

impl<'a> Variant<'a> {
    pub(super) fn word(name: &'a str, given: Reader<'a>) -> Self {
        Self { name, content: Content::None(given) }
    }

    pub(super) fn tagged(name: &'a Key, content: Reader<'a>) -> Self {
        Self { name, content: Content::Some(Step::Key(name.clone()), content) }
    }

    fn content<T>(self, read: impl FnOnce(Reader<'a>) -> Result<T, DeError>) -> Result<T, DeError> {
        match self.content {
            Content::None(given) => Err(given.wrong(format!("a map with the key `{}`", self.name))),
            Content::Some(step, content) => read(content).map_err(|error| error.inside(step)),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = DeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DeError> {
        Ok((seed.deserialize(word(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = DeError;

    fn unit_variant(self) -> Result<(), DeError> {
        match self.content {
            Content::None(_) => Ok(()),
            Content::Some(step, content) => serde::Deserialize::deserialize(content)
                .map_err(|error: DeError| error.inside(step)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DeError> {
        self.content(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.content(|content| serde::Deserializer::deserialize_tuple(content, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.content(|content| serde::Deserializer::deserialize_map(content, visitor))
    }
}

fn word(text: &str) -> StrDeserializer<'_, DeError> {
    text.into_deserializer()
}
