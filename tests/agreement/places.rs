//! The places of an object that its type knows.

use serde_json::Value as Json;
use sw::schema::{Presence, Type, View};

/// A place of an object.
pub(crate) struct Place<'t> {
    /// A JSON pointer.
    pub(crate) at: String,
    pub(crate) view: View<'t>,
    pub(crate) is_required: bool,
}

/// All places of an object, each with its type; not those below what may be anything.
pub(crate) fn places<'t>(object: &Json, view: View<'t>) -> Vec<Place<'t>> {
    let mut found = Vec::new();
    walk(object, Place { at: String::new(), view, is_required: false }, &mut found);
    found
}

fn walk<'t>(value: &Json, place: Place<'t>, found: &mut Vec<Place<'t>>) {
    let view = place.view.resolved();
    let at = place.at.clone();
    found.push(Place { view, ..place });
    let below = |step: &str, view: View<'t>, is_required: bool| {
        let step = step.replace('~', "~0").replace('/', "~1");
        Place { at: format!("{at}/{step}"), view, is_required }
    };
    match (view.ty, value) {
        (Type::Object(object), Json::Object(map)) => {
            for (key, inner) in map {
                let Some(field) = object.get(key) else { continue };
                let is_required = field.presence == Presence::Required;
                walk(inner, below(key, view.at(&field.ty), is_required), found);
            }
        }
        (Type::Map(item, _), Json::Object(map)) => {
            map.iter().for_each(|(key, inner)| walk(inner, below(key, view.at(item), false), found))
        }
        (Type::List { item, .. }, Json::Array(items)) => {
            for (i, inner) in items.iter().enumerate() {
                walk(inner, below(&i.to_string(), view.at(item), false), found);
            }
        }
        _ => {}
    }
}
