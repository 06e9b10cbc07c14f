//! Maps with known keys: unknown, missing and conflicting ones, and those that are not the author's to set.

use super::message::Site;
use super::scene::Scene;
use super::tags::BLOCK;
use super::walk::{Walk, is_passed_over};
use crate::diag::suggest;
use crate::schema::model::{Bounds, Field, Presence, Rule, Type};
use crate::schema::table::View;
use crate::value::{Map, Value};

impl Walk {
    pub(super) fn object(&mut self, map: &Map, site: Site<'_>) {
        let Site { object, scene, .. } = site;
        let dialect = scene.dialect;
        self.count(map.len(), object.bounds, scene);
        // A key that is misspelt is not missing, too.
        let mut meant: Vec<&str> = Vec::new();
        for (key, value) in map.iter() {
            if is_passed_over(value) || scene.is_root && (dialect.also)(key) {
                continue;
            }
            let Some(field) = object.get(key) else {
                match (dialect.removed)(key).filter(|_| scene.is_root) {
                    Some(last) => self.push(site.removed(key, Some(last))),
                    None => {
                        meant.extend(suggest::nearest(key, object.names()));
                        self.push(site.unknown(key));
                    }
                }
                continue;
            };
            self.field(key, value, field, site);
        }
        let has = |key: &str| map.contains_key(key) || meant.contains(&key);
        if dialect.is_whole || !scene.is_root {
            self.required(&has, site);
        }
        self.rules(map, &has, site);
    }

    fn field(&mut self, key: &str, value: &Value, field: &Field, site: Site<'_>) {
        let version = site.scene.dialect.version;
        if field.versions.are_over(version) {
            return self.push(site.removed(key, field.versions.last));
        }
        if field.versions.begin_after(version) {
            return self.push(site.too_new(key, field));
        }
        if field.presence == Presence::Computed {
            return self.push(site.computed(key));
        }
        if field.marks.is_deprecated {
            self.push(site.deprecated(key, field));
        }
        let trail = site.scene.trail.key(key);
        let below = Scene { is_block: field.marks.is_block, ..site.scene.below(&trail) };
        if field.marks.is_block {
            self.blocks(value, site.view.at(&field.ty), below);
        } else if field.prefix().is_none() && holds_block(value) {
            self.push(site.misplaced(key));
        } else {
            self.value(value, site.view.at(&field.ty), below);
        }
    }

    /// A nested block, or several of them.
    fn blocks(&mut self, value: &Value, view: View<'_>, scene: Scene<'_>) {
        let Some((inner, object)) = view.objects() else { return };
        let most = match view.resolved().ty {
            Type::List { bounds, .. } | Type::Map(_, bounds) => *bounds,
            _ => Bounds { min: 0, max: 1 },
        };
        let site = Site { object, view: inner, scene };
        match value.bare() {
            Value::Map(map) => self.object(map, site),
            Value::List(items) if i64::try_from(items.len()).is_ok_and(|len| len > most.max) => {
                self.push(scene.too_many_blocks(most));
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    let trail = scene.trail.index(i);
                    let below = Scene { trail: &trail, ..scene };
                    match item.as_map() {
                        Some(map) => self.object(map, Site { scene: below, ..site }),
                        None => return self.push(below.no_block(item)),
                    }
                }
            }
            other => self.push(scene.no_block(other)),
        }
    }

    fn required(&mut self, has: &dyn Fn(&str) -> bool, site: Site<'_>) {
        let version = site.scene.dialect.version;
        let is_required =
            |field: &&Field| field.presence == Presence::Required && field.versions.have(version);
        let names = site.object.fields.iter().filter(is_required).map(|field| &*field.name);
        let missing: Vec<&str> = names.filter(|name| !has(name)).collect();
        if !missing.is_empty() {
            self.push(site.missing(&missing, "and"));
        }
    }

    fn rules(&mut self, map: &Map, has: &dyn Fn(&str) -> bool, site: Site<'_>) {
        for rule in &site.object.rules {
            let given = || rule.keys().iter().map(|key| &**key).filter(|key| map.contains_key(key));
            let is_none = || !rule.keys().iter().any(|key| has(key));
            if matches!(rule, Rule::AtMostOne(_) | Rule::ExactlyOne(_)) && given().nth(1).is_some()
            {
                self.push(site.too_many(&given().collect::<Vec<_>>()));
            }
            if matches!(rule, Rule::AtLeastOne(_) | Rule::ExactlyOne(_)) && is_none() {
                self.push(site.missing(rule.keys(), "or"));
            }
            if let Rule::Needs(key, others) = rule
                && map.contains_key(key)
            {
                // What one of several keys is missing for is reported once, and not for each key that needs it.
                let rules = &site.object.rules;
                let is_reported =
                    |other: &str| rules.iter().any(|rule| rule.wants_one_of(other, has));
                let others = others.iter().map(|other| &**other);
                let missing: Vec<&str> =
                    others.filter(|other| !has(other) && !is_reported(other)).collect();
                self.found.extend(site.lacking(key, &missing));
            }
        }
    }
}

/// Whether a value says of itself that it is a nested block, or a list of such.
fn holds_block(value: &Value) -> bool {
    let is_block = |value: &Value| value.is_tagged(BLOCK);
    is_block(value) || value.as_list().is_some_and(|items| items.iter().any(is_block))
}
