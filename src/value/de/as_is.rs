//! Fields of the types `Value` and `Text`: handed over as they are, with holes and comments.
//!
//! Both types are read from their serialised form, an enum with a name that no other type has.
//! When a reader is asked for that name, it plays back the serialised form of what it holds. So
//! the same derived code serves the hand-over inside a process and the way between processes.

use super::super::Value;
use super::super::text::{Hole, Piece, Text};
use super::error::DeError;
use super::omit::Omit;
use super::reader::Reader;
use crate::value::commented::Commented;
use crate::value::map::Map;
use crate::value::tagged::Tagged;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, Unexpected, VariantAccess, Visitor,
};
use std::borrow::Cow;

/// The name `Value` goes by in `serde`.
pub(super) const VALUE: &str = "$sw::Value";
/// The name `Text` goes by in `serde`.
pub(super) const TEXT: &str = "$sw::Text";

/// A variant of `Value` or `Text` with its content in serialised form.
pub(super) struct AsIs<'a> {
    variant: &'static str,
    content: Cow<'a, Value>,
}

impl<'a> AsIs<'a> {
    pub(super) fn value(value: &'a Value) -> Self {
        let variant = match value {
            Value::Null => "Null",
            Value::Bool(_) => "Bool",
            Value::Int(_) => "Int",
            Value::Float(_) => "Float",
            Value::Text(_) => "Text",
            Value::List(_) => "List",
            Value::Map(_) => "Map",
            Value::Commented(commented) => {
                return Self {
                    variant: "Commented",
                    content: Cow::Owned(commented_form(commented)),
                };
            }
            Value::Tagged(tagged) => {
                return Self { variant: "Tagged", content: Cow::Owned(tagged_form(tagged)) };
            }
        };
        Self { variant, content: Cow::Borrowed(value) }
    }

    pub(super) fn text(text: &Text) -> Self {
        match text {
            Text::Plain(plain) => {
                Self { variant: "Plain", content: Cow::Owned(plain.as_str().into()) }
            }
            Text::Pieces(pieces) => Self {
                variant: "Pieces",
                content: Cow::Owned(Value::List(pieces.iter().map(piece_form).collect())),
            },
        }
    }
}

fn commented_form(commented: &Commented) -> Value {
    let above = commented.above.iter().map(|line| line.as_str().into()).collect::<Vec<Value>>();
    let beside = commented.beside.as_deref().map_or(Value::Null, Value::from);
    Map::from([("value", commented.value.clone()), ("above", above.into()), ("beside", beside)])
        .into()
}

fn tagged_form(Tagged { tag, value }: &Tagged) -> Value {
    let tag = Map::from([("name", tag.name.as_str()), ("detail", tag.detail.as_str())]);
    Map::from([("tag", tag.into()), ("value", value.clone())]).into()
}

fn piece_form(piece: &Piece) -> Value {
    match piece {
        Piece::Plain(plain) => variant("Plain", plain.as_str()),
        Piece::Literal(literal) => variant("Literal", literal.as_str()),
        Piece::Hole(hole) => variant("Hole", hole_form(hole)),
    }
}

fn hole_form(hole: &Hole) -> Value {
    match hole {
        Hole::Secret(name) => variant("Secret", name.as_str()),
        Hole::Expr(expr) => {
            let result = expr.result.as_deref().map_or(Value::Null, Value::from);
            let fields = [
                ("language", expr.language.0.as_str().into()),
                ("source", expr.source.as_str().into()),
                ("result", result),
            ];
            variant("Expr", Map::from(fields))
        }
    }
}

fn variant(variant: &str, content: impl Into<Value>) -> Value {
    Map::from([(variant, content.into())]).into()
}

impl<'de> EnumAccess<'de> for AsIs<'_> {
    type Error = DeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DeError> {
        let variant: StrDeserializer<'_, DeError> = self.variant.into_deserializer();
        Ok((seed.deserialize(variant)?, self))
    }
}

impl<'de> VariantAccess<'de> for AsIs<'_> {
    type Error = DeError;

    fn unit_variant(self) -> Result<(), DeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DeError> {
        seed.deserialize(Reader::new(&self.content, &Omit::default()))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        Err(serde::de::Error::invalid_type(Unexpected::TupleVariant, &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        Err(serde::de::Error::invalid_type(Unexpected::StructVariant, &visitor))
    }
}
