//! Entries of maps: constant, a value, or a part of which something is.

use super::spot::{NAMED, SWITCHED, Spot};
use super::store::{Print, Stored, is_tame};
use super::texts::checksums::{checksum, has_checksum};
use super::walker::{Object, Walker};
use crate::domains::k8s::helm::files::{Entry, Part};
use crate::domains::k8s::helm::naming::Step;
use crate::domains::k8s::variants::merged_or_first_seen;
use crate::value::{Map, Value};

/// Keys whose maps and arrays are one value as soon as anything in them differs.
const WHOLE: [&str; 4] = ["resources", "nodeSelector", "tolerations", "affinity"];

impl Walker<'_> {
    /// The entries of a map.
    pub(super) fn map(&mut self, object: &mut Object<'_>, spot: &Spot<'_>) -> Vec<Entry> {
        let maps: Vec<&Map> = spot.present().into_iter().filter_map(Value::as_map).collect();
        let orders: Vec<Vec<&str>> =
            maps.iter().map(|map| map.keys().map(|key| key.as_str()).collect()).collect();
        let mut keys = merged_or_first_seen(&orders);
        // In an item, what all have comes first, so that its dash has a place.
        let in_all = |key: &&str| maps.iter().all(|map| map.contains_key(key));
        let is_item = matches!(object.path.last(), Some(Step::Item { .. } | Step::Index { .. }));
        if let Some(first) = keys.iter().position(in_all).filter(|first| is_item && *first > 0) {
            let first = keys.remove(first);
            keys.insert(0, first);
        }
        let mut entries = Vec::with_capacity(keys.len());
        for key in keys {
            object.path.push(Step::Key(key.into()));
            let below = spot.below(|_, value| value.get(key));
            entries.push(self.entry(object, Some(key), &below));
            object.path.pop();
        }
        entries
    }

    /// One entry of a map, or one item of a list.
    pub(super) fn entry(
        &mut self,
        object: &mut Object<'_>,
        key: Option<&str>,
        spot: &Spot<'_>,
    ) -> Entry {
        if let Some(checksum) = checksum(&object.config_maps, spot) {
            let guard = self.guard(object, spot);
            return Entry { guard, ..Entry::new(key, Part::Inline(checksum)) };
        }
        if spot.name(SWITCHED).is_some() {
            let guard = self.guard(object, spot);
            let own = self.unguarded(object, key, &spot.there());
            return Entry { guard, ..own };
        }
        let is_value = spot.name(NAMED).is_some() || spot.all(is_leaf);
        if !spot.is_optional() {
            return self.unguarded(object, key, spot);
        }
        let has_null = spot.present().iter().any(|value| matches!(value.bare(), Value::Null));
        if is_value && !has_null {
            return self.optional_value(object, key, spot);
        }
        let guard = self.guard(object, spot);
        let own = self.unguarded(object, key, &spot.there());
        Entry { guard, ..own }
    }

    /// An entry that is there wherever what it is in is.
    fn unguarded(&mut self, object: &mut Object<'_>, key: Option<&str>, spot: &Spot<'_>) -> Entry {
        let named = spot.name(NAMED);
        if let Some(image) = self.image(object, key, spot) {
            return Entry::new(key, Part::Inline(image));
        }
        let is_constant = spot.is_equal() && !spot.has_names();
        if is_constant && !self.has_image(object, spot) && !has_checksum(&object.config_maps, spot)
        {
            return self.labels.constant(key, spot.present()[0]);
        }
        if named.is_none() {
            if let Some(part) = self.inside(object, key, spot) {
                return Entry::new(key, part);
            }
            if let Some(host) = self.host(object, spot) {
                return Entry::new(key, Part::Inline(host));
            }
        }
        let stored = Stored::of(&spot.present());
        let value = self.claimed(object, spot, &stored);
        Entry::new(key, printed(stored.print, &value))
    }

    /// What is in a map or an array of which parts differ; none where it is a value as a whole.
    fn inside(
        &mut self,
        object: &mut Object<'_>,
        key: Option<&str>,
        spot: &Spot<'_>,
    ) -> Option<Part> {
        let is_whole =
            key.is_some_and(|key| WHOLE.contains(&key)) && !spot.has_names() && spot.all(is_tame);
        if is_whole {
            return None;
        }
        if spot.all(|value| value.as_map().is_some_and(|map| !map.is_empty())) {
            return Some(Part::Map(self.map(object, spot)));
        }
        self.list(object, spot).map(Part::List)
    }

    /// A value that is left out where there is none.
    fn optional_value(
        &mut self,
        object: &mut Object<'_>,
        key: Option<&str>,
        spot: &Spot<'_>,
    ) -> Entry {
        // A count that something scales has its switch.
        if let Some(guard) = self.unscaled(object, &spot.presence()) {
            return Entry { guard: Some(guard), ..self.unguarded(object, key, &spot.there()) };
        }
        let stored = Stored::of(&spot.present());
        let value = self.claimed(object, spot, &stored);
        if stored.is_true() {
            return Entry::new(key, printed(stored.print, ".")).guarded(format!("with {value}"));
        }
        let guard = format!("if not (kindIs \"invalid\" {value})");
        Entry::new(key, printed(stored.print, &value)).guarded(guard)
    }

    fn claimed(&mut self, object: &Object<'_>, spot: &Spot<'_>, stored: &Stored) -> String {
        let vector = spot.stored(stored.values.clone());
        let names = match spot.name(NAMED) {
            Some(name) => vec![name.split('.').map(String::from).collect()],
            None => self.shared_names(object, &vector),
        };
        self.value(object, &names, vector, stored.print == Print::Below)
    }
}

/// Whether it has nothing in it.
fn is_leaf(value: &Value) -> bool {
    value.as_map().is_none_or(Map::is_empty) && value.as_list().is_none_or(<[Value]>::is_empty)
}

/// What prints a value.
fn printed(print: Print, value: &str) -> Part {
    match print {
        Print::Quoted => Part::Inline(format!("{{{{ {value} | quote }}}}")),
        Print::Plain => Part::Inline(format!("{{{{ {value} }}}}")),
        Print::Int => Part::Inline(format!("{{{{ int64 {value} }}}}")),
        Print::Json => Part::Inline(format!("{{{{ toJson {value} }}}}")),
        Print::Below => Part::Below(format!("toYaml {value}")),
    }
}
