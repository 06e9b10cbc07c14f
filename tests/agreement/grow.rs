//! An object grows: fields that its type knows are added where they may be.

use super::places::{Place, places};
use super::values::{Maker, may_add};
use serde_json::Value as Json;
use sw::schema::{Dialect, Field, Type, View, check};
use sw::value::read;

/// How many fields are added at most.
const MOST: usize = 12;

/// Adds fields to an object, anywhere in it.
pub(crate) fn grow(object: &mut Json, view: View<'_>, maker: &mut Maker) {
    for _ in 0..maker.numbers.below(MOST) + 1 {
        let places = places(object, view);
        let maps: Vec<&Place<'_>> =
            places.iter().filter(|place| matches!(place.view.ty, Type::Object(_))).collect();
        let Some(place) = maker.one(&maps) else { return };
        let before = object.clone();
        add(object, place, maker);
        if breaks_a_rule(object, view) {
            *object = before;
        }
    }
}

/// Whether keys are there together that the rules of their kind keep apart: what grows does not know them.
fn breaks_a_rule(object: &Json, view: View<'_>) -> bool {
    let value = read::json(&object.to_string()).expect("it is JSON");
    let found = check(&value, view, &Dialect::DOCUMENT);
    found.iter().any(|problem| problem.diagnostic.message.contains("breaks a rule"))
}

fn add(object: &mut Json, place: &Place<'_>, maker: &mut Maker) {
    let Type::Object(ty) = place.view.ty else { return };
    let Some(Json::Object(map)) = object.pointer_mut(&place.at) else { return };
    let fields: Vec<&Field> = ty.fields.iter().filter(|field| may_add(ty, map, field)).collect();
    let Some(field) = maker.one(&fields) else { return };
    if let Some(value) = maker.value(place.view.at(&field.ty), &field.name, 0) {
        map.insert(field.name.to_string(), value);
    }
}
