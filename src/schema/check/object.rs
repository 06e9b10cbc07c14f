//! Maps with known keys: unknown, missing and conflicting ones, and those that are not the author's to set.

use super::message;
use super::scene::Scene;
use super::tags::BLOCK;
use super::walk::{Walk, is_passed_over};
use crate::diag::suggest;
use crate::schema::model::{Bounds, Field, Object, Presence, Rule, Type};
use crate::schema::table::View;
use crate::value::{Map, Value};

impl Walk<'_> {
    pub(super) fn object(&mut self, map: &Map, object: &Object, view: View<'_>, scene: Scene<'_>) {
        self.count(map.len(), object.bounds, scene);
        // A key that is misspelt is not missing, too.
        let mut meant: Vec<&str> = Vec::new();
        for (key, value) in map.iter() {
            if is_passed_over(value) || scene.is_root && (self.dialect.also)(key) {
                continue;
            }
            match object.get(key) {
                None if scene.is_root && (self.dialect.removed)(key).is_some() => {
                    let last = (self.dialect.removed)(key);
                    self.push(message::removed(key, last, object, view, scene, self.dialect));
                }
                None => {
                    meant.extend(suggest::nearest(key, object.names()));
                    self.push(message::unknown(key, object, view, scene, self.dialect));
                }
                Some(field) => self.field(key, value, field, object, view, scene),
            }
        }
        let has = |key: &str| map.contains_key(key) || meant.contains(&key);
        if self.dialect.is_whole || !scene.is_root {
            self.required(object, &has, scene);
        }
        self.rules(map, object, &has, scene);
    }

    fn field(
        &mut self,
        key: &str,
        value: &Value,
        field: &Field,
        object: &Object,
        view: View<'_>,
        scene: Scene<'_>,
    ) {
        let version = self.dialect.version;
        if field.versions.are_over(version) {
            return self.push(message::removed(
                key,
                field.versions.last,
                object,
                view,
                scene,
                self.dialect,
            ));
        }
        if field.versions.begin_after(version) {
            return self.push(message::too_new(key, field, object, scene, self.dialect));
        }
        if field.presence == Presence::Computed {
            return self.push(message::computed(key, object, scene, self.dialect));
        }
        if field.marks.is_deprecated {
            self.push(message::deprecated(key, field, object, scene, self.dialect));
        }
        let trail = scene.trail.key(key);
        let below = Scene { is_block: field.marks.is_block, ..Scene::at(&trail) };
        if field.marks.is_block {
            self.blocks(value, view.at(&field.ty), below);
        } else if field.prefix().is_none() && holds_block(value) {
            self.push(message::misplaced(key, object, below, scene, self.dialect));
        } else {
            self.value(value, view.at(&field.ty), below);
        }
    }

    /// A nested block, or several of them.
    fn blocks(&mut self, value: &Value, view: View<'_>, scene: Scene<'_>) {
        let Some((inner, object)) = view.objects() else { return };
        let most = match view.resolved().ty {
            Type::List { bounds, .. } | Type::Map(_, bounds) => *bounds,
            _ => Bounds { min: 0, max: 1 },
        };
        match value.bare() {
            Value::Map(map) => self.object(map, object, inner, scene),
            Value::List(items) if i64::try_from(items.len()).is_ok_and(|len| len > most.max) => {
                self.push(message::too_many_blocks(most, scene));
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    let trail = scene.trail.index(i);
                    let below = Scene { trail: &trail, ..scene };
                    match item.as_map() {
                        Some(map) => self.object(map, object, inner, below),
                        None => return self.push(message::no_block(item, below)),
                    }
                }
            }
            other => self.push(message::no_block(other, scene)),
        }
    }

    fn required(&mut self, object: &Object, has: &dyn Fn(&str) -> bool, scene: Scene<'_>) {
        let version = self.dialect.version;
        let missing: Vec<&str> = object
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required && field.versions.have(version))
            .map(|field| &*field.name)
            .filter(|name| !has(name))
            .collect();
        if !missing.is_empty() {
            self.push(message::missing(&missing, "and", object, scene, self.dialect));
        }
    }

    fn rules(&mut self, map: &Map, object: &Object, has: &dyn Fn(&str) -> bool, scene: Scene<'_>) {
        let dialect = self.dialect;
        for rule in &object.rules {
            let given: Vec<&str> =
                rule.keys().iter().map(|key| &**key).filter(|key| map.contains_key(key)).collect();
            let is_none = || !rule.keys().iter().any(|key| has(key));
            if matches!(rule, Rule::AtMostOne(_) | Rule::ExactlyOne(_)) && given.len() > 1 {
                self.push(message::too_many(&given, object, scene, dialect));
            }
            if matches!(rule, Rule::AtLeastOne(_) | Rule::ExactlyOne(_)) && is_none() {
                self.push(message::missing(rule.keys(), "or", object, scene, dialect));
            }
            if let Rule::Needs(key, others) = rule
                && map.contains_key(key)
            {
                // What one of several keys is missing for is reported once, and not for each key that needs it.
                let is_reported =
                    |other: &&str| object.rules.iter().any(|rule| rule.wants_one_of(other, has));
                let missing: Vec<&str> = others
                    .iter()
                    .map(|other| &**other)
                    .filter(|other| !has(other) && !is_reported(other))
                    .collect();
                self.push_if(message::lacking(key, &missing, object, scene, dialect));
            }
        }
    }
}

/// Whether a value says of itself that it is a nested block, or a list of such.
fn holds_block(value: &Value) -> bool {
    let is_block = |value: &Value| value.is_tagged(BLOCK);
    is_block(value) || value.as_list().is_some_and(|items| items.iter().any(is_block))
}
