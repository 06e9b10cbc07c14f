//! The `serde` side: a value handed out piece by piece as a type asks for it.

use super::access::{Entries, Items, Variant};
use super::as_is::{self, AsIs};
use super::error::{ARRAY, BOOL, DeError, TEXT};
use super::reader::Reader;
use crate::diag::words;
use crate::value::Value;
use serde::de::{Deserializer, Visitor};

impl<'a> Reader<'a> {
    fn items(self) -> Result<Items<'a>, DeError> {
        self.value
            .as_list()
            .map(|list| Items::new(list, self.omit))
            .ok_or_else(|| self.wrong(ARRAY))
    }

    fn entries(self) -> Result<Entries<'a>, DeError> {
        self.value
            .as_map()
            .map(|map| Entries::new(map, self.omit))
            .ok_or_else(|| self.wrong("a map"))
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
            visitor.$visit(self.whole_number(i128::from($type::MIN), i128::from($type::MAX))?)
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = DeError;

    whole_numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.value.bare() {
            Value::Null => visitor.visit_unit(),
            Value::Bool(yes) => visitor.visit_bool(*yes),
            Value::Int(number) => visitor.visit_i64(*number),
            Value::Float(number) => visitor.visit_f64(*number),
            Value::Text(_) => visitor.visit_str(self.text()?),
            Value::List(_) => visitor.visit_seq(self.items()?),
            Value::Map(_) => visitor.visit_map(self.entries()?),
            Value::Commented(_) | Value::Tagged(_) => unreachable!("`bare` looked through it"),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.value.bare() {
            Value::Bool(yes) => visitor.visit_bool(*yes),
            _ => Err(self.wrong(BOOL)),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        let mut chars = self.text()?.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => visitor.visit_char(only),
            _ => Err(self.wrong("a single character")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.value.bare() {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.value.bare() {
            Value::Null => visitor.visit_unit(),
            _ => Err(self.wrong("null")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        if self.value.as_list().is_none_or(|list| list.len() != length) {
            return Err(self.wrong(format!("an array of {}", words::count(length, "value"))));
        }
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, DeError> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        match (name, self.value.bare()) {
            (as_is::VALUE, _) => visitor.visit_enum(AsIs::value(self.value)),
            (as_is::TEXT, Value::Text(text)) => visitor.visit_enum(AsIs::text(text)),
            (as_is::TEXT, _) => Err(self.wrong(TEXT)),
            (_, Value::Text(_)) => visitor.visit_enum(Variant::word(self.text()?, self)),
            (_, Value::Map(map)) => match self.only_entry(map) {
                Some((key, content)) => visitor.visit_enum(Variant::tagged(key, content)),
                None => Err(self
                    .wrong(format!("a map with one key out of {}", words::list(variants, "and")))),
            },
            _ => Err(self.wrong(words::list(variants, "or"))),
        }
    }

    serde::forward_to_deserialize_any! { bytes byte_buf ignored_any }
}
