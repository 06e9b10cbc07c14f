//! The walk over a value and its type.

use super::dialect::Openness;
use super::message::Site;
use super::scene::Scene;
use super::tags::{BLOCK, CALL};
use crate::formats::Format;
use crate::schema::Problem;
use crate::schema::cel::Cel;
use crate::schema::model::{Bounds, ItemKey, Type, Unique};
use crate::schema::table::View;
use crate::value::tagged::UNCHECKED;
use crate::value::{Kinds, Value};
use rustc_hash::FxHashSet;

/// How deep types may be nested in one another without a step into the value.
const DEEPEST: usize = 400;

/// A walk over a value and its type.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) found: Vec<Problem>,
    /// Whether one problem is enough.
    pub(super) stop_at_first: bool,
    pub(super) depth: usize,
}

/// Whether the author keeps a value from being checked, or a function gives it later.
pub(super) fn is_passed_over(value: &Value) -> bool {
    value.is_tagged(UNCHECKED) || value.is_tagged(CALL)
}

impl Walk {
    pub(super) fn value(&mut self, value: &Value, view: View<'_>, scene: Scene<'_>) {
        if is_passed_over(value) || self.is_done() || self.depth > DEEPEST {
            return;
        }
        let (view, rules) = view.ruled();
        let before = self.found.len();
        if matches!(view.ty, Type::Any | Type::Ref(_)) || self.is_later(value, view, scene) {
            return;
        }
        self.depth += 1;
        if value.tag() == Some(BLOCK) && !scene.is_block && !scene.is_root {
            self.push(scene.block_in_value());
        } else {
            self.known(value, view, scene);
        }
        self.keep(value, &rules, before, scene);
        self.depth -= 1;
    }

    /// Rules on a value in which nothing else is wrong; those since `before` are of it.
    pub(super) fn keep(&mut self, value: &Value, rules: &[&Cel], before: usize, scene: Scene<'_>) {
        if self.found[before..].iter().any(Problem::is_error) {
            return;
        }
        let broken = rules.iter().filter(|rule| rule.is_broken_by(value));
        self.found.extend(broken.map(|rule| scene.broken(rule)));
    }

    fn is_done(&self) -> bool {
        self.stop_at_first && self.found.iter().any(Problem::is_error)
    }

    /// Whether it is only known later what the value is. Text that only then is known is no map and no list.
    fn is_later(&mut self, value: &Value, view: View<'_>, scene: Scene<'_>) -> bool {
        let openness = match value.bare() {
            Value::Null if scene.dialect.coerces => return true,
            Value::Text(text) => (scene.dialect.openness)(text),
            _ => return false,
        };
        if openness == Openness::LaterText && !view.kinds().has(Kinds::SCALAR) {
            self.push(scene.only_text(view));
        }
        openness != Openness::Known
    }

    fn known(&mut self, value: &Value, view: View<'_>, scene: Scene<'_>) {
        match (view.ty, value.bare()) {
            (Type::Union(types), _) => self.union(value, types, view, scene),
            (Type::Object(object), Value::Map(map)) => {
                self.object(map, Site { object, view, scene });
            }
            (Type::Map(item, bounds), Value::Map(map)) => {
                self.count(map.len(), *bounds, scene);
                for (key, value) in map.iter() {
                    self.value(value, view.at(item), scene.below(&scene.trail.key(key)));
                }
            }
            (Type::List { item, unique, bounds }, Value::List(items)) => {
                self.count(items.len(), *bounds, scene);
                self.items(items.iter().map(|value| (value, view.at(item))), scene);
                self.unique(items, unique, scene);
            }
            (Type::Tuple(types), Value::List(items)) if types.len() == items.len() => {
                let typed = |(value, ty)| (value, view.at(ty));
                self.items(items.iter().zip(types).map(typed), scene);
            }
            (Type::Format(format), value) if may_be(format, value) => {
                if !format.accepts(value) {
                    self.push(scene.misformed(value, format));
                }
            }
            (Type::Pattern(pattern), Value::Text(text)) => {
                if text.as_str().is_some_and(|text| !pattern.matches(text)) {
                    self.push(scene.unmatched(value.bare(), view));
                }
            }
            (Type::OneOf(kinds, words), value) if kinds.has(Kinds::of(value)) => {
                self.found.extend(scene.not_one_of(value, words));
            }
            (Type::Scalar(kinds, bounds), value) if scene.dialect.takes(*kinds, value) => {
                self.scalar(value, *bounds, view, scene);
            }
            (_, value) => self.push(scene.wrong_type(value, view)),
        }
    }

    fn items<'v>(&mut self, items: impl Iterator<Item = (&'v Value, View<'v>)>, scene: Scene<'_>) {
        for (i, (value, view)) in items.enumerate() {
            self.value(value, view, scene.below(&scene.trail.index(i)));
        }
    }

    /// The bounds of a number, or of the letters in a text.
    fn scalar(&mut self, value: &Value, bounds: Bounds, view: View<'_>, scene: Scene<'_>) {
        let size = match value {
            Value::Int(number) => *number,
            Value::Text(text) => {
                text.as_str().map_or(bounds.min, |text| text.chars().count() as i64)
            }
            _ => return,
        };
        if !bounds.hold(size) {
            self.push(scene.out_of_bounds(value, view));
        }
    }

    /// How many items or keys there are.
    pub(super) fn count(&mut self, count: usize, bounds: Bounds, scene: Scene<'_>) {
        if !bounds.hold(i64::try_from(count).unwrap_or(i64::MAX)) {
            self.push(scene.count(count, bounds));
        }
    }

    fn unique(&mut self, items: &[Value], unique: &Unique, scene: Scene<'_>) {
        match unique {
            Unique::No | Unique::Set => {}
            Unique::Items => {
                if let Some(second) = repeated(items) {
                    self.push(scene.repeated(&items[second], second));
                }
            }
            Unique::By(keys) => {
                let mut seen = FxHashSet::default();
                let ids = items.iter().map(|item| identity(item, keys));
                let mut known = ids.enumerate().filter_map(|(i, id)| Some((i, id?)));
                if let Some((second, id)) = known.find(|(_, id)| !seen.insert(id.clone())) {
                    self.push(scene.same_key(&id, keys, second));
                }
            }
        }
    }

    pub(super) fn push(&mut self, found: Problem) {
        self.found.push(found);
    }
}

/// Whether a value is of a kind that can be written in a way; a number may be text there.
fn may_be(format: &Format, value: &Value) -> bool {
    format.kinds().has(Kinds::of(value)) || matches!(value, Value::Int(_))
}

/// The first item that was there before.
fn repeated(items: &[Value]) -> Option<usize> {
    let mut texts = FxHashSet::default();
    let mut others: Vec<&Value> = Vec::new();
    items.iter().position(|item| match item.as_str() {
        Some(text) => !texts.insert(text),
        None => {
            let is_there = others.contains(&item.bare());
            others.push(item.bare());
            is_there
        }
    })
}

/// What an item has under the keys that identify it; none where one of them is not known, or all are missing.
fn identity(item: &Value, keys: &[ItemKey]) -> Option<String> {
    let map = item.as_map()?;
    let part = |key: &ItemKey| match map.get(&key.name).map(Value::bare) {
        Some(Value::Int(number)) => Some(number.to_string()),
        Some(value) => value.as_str().map(String::from),
        None => Some(key.default.as_deref().unwrap_or_default().into()),
    };
    let parts = keys.iter().map(part).collect::<Option<Vec<_>>>()?;
    let has_any = keys.iter().any(|key| map.contains_key(&key.name));
    has_any.then(|| parts.join(", "))
}
