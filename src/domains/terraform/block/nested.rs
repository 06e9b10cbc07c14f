//! Nested blocks among the data of a block, by what its type has.

use super::BLOCK_TAG;
use crate::schema::View;
use crate::value::{Map, Value};

/// The same data with its nested blocks tagged as such, so that recipes need not say which they are.
pub(crate) fn tagged(body: &Map, view: View<'_>) -> Map {
    let of = |key: &str, value: &Value| match view.field(key) {
        Some(field) if field.marks.is_block => in_block(value, view.at(&field.ty)),
        _ => value.clone(),
    };
    body.iter().map(|(key, value)| (key.clone(), of(key, value))).collect()
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
            let block = value.with_bare(Value::Map(tagged(map, inner)));
            // What says already what it is stays that.
            if block.tag().is_none() { block.tagged(BLOCK_TAG) } else { block }
        }
        Value::List(items) => value
            .with_bare(items.iter().map(|item| in_block(item, view)).collect::<Vec<_>>().into()),
        _ => value.clone(),
    }
}
