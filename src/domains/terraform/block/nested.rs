//! Nested blocks among the data of a block, by what its type has.

use super::BLOCK_TAG;
use crate::schema::View;
use crate::value::{Map, Value};
use std::borrow::Cow;

/// The same data with its nested blocks tagged as such, so that recipes need not say which they are.
pub(crate) fn tagged<'m>(mut body: Cow<'m, Map>, view: View<'_>) -> Cow<'m, Map> {
    let Some(object) = view.object() else { return body };
    let blocks = body.iter().filter_map(|(key, value)| {
        let field = object.get(key).filter(|field| field.marks.is_block)?;
        Some((key.clone(), in_block(value, view.at(&field.ty))))
    });
    for (key, block) in blocks.collect::<Vec<_>>() {
        body.to_mut().insert(key, block);
    }
    body
}

/// The inside of a field that is a nested block.
pub(crate) fn inside<'a>(view: View<'a>, name: &str) -> Option<View<'a>> {
    let field = view.field(name).filter(|field| field.marks.is_block)?;
    view.at(&field.ty).objects().map(|(inner, _)| inner)
}

fn in_block(value: &Value, view: View<'_>) -> Value {
    let Some((inner, _)) = view.objects() else { return value.clone() };
    match value.bare() {
        Value::Map(map) => {
            let block = value.with_bare(Value::Map(tagged(Cow::Borrowed(map), inner).into_owned()));
            // What says already what it is stays that.
            if block.tag().is_none() { block.tagged(BLOCK_TAG) } else { block }
        }
        Value::List(items) => value
            .with_bare(items.iter().map(|item| in_block(item, view)).collect::<Vec<_>>().into()),
        _ => value.clone(),
    }
}
