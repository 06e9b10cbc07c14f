//! Two values, side by side: what differs in them, with its path.

use super::as_json::{json, text};
use super::list;
use super::names::{Names, merged};
use super::places::Places;
use super::read::part::Part;
use crate::model::{Change, ChangeKind};
use crate::value::{Key, Map, Path, Value};

/// One of the two sides.
pub(super) struct Side<'a> {
    pub(super) part: &'a Part,
    pub(super) places: &'a Places<'a>,
}

/// Where both sides are.
#[derive(Clone, Default)]
struct At {
    old: Path,
    new: Path,
    /// As it is shown.
    shown: String,
}

impl At {
    fn key(&self, old: &str, new: &str) -> Self {
        let step = Path::root().key(&merged(old, new)).to_string();
        let dot = if self.shown.is_empty() || step.starts_with('[') { "" } else { "." };
        let shown = format!("{}{dot}{step}", self.shown);
        Self { old: self.old.key(old), new: self.new.key(new), shown }
    }

    /// An item, by what it is called.
    fn item(&self, old: usize, new: usize, name: &str) -> Self {
        let shown = format!("{}[{name}]", self.shown);
        Self { old: self.old.index(old), new: self.new.index(new), shown }
    }
}

/// A comparison of two parts that belong together.
pub(super) struct Walk<'a> {
    pub(super) names: &'a Names,
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) changes: Vec<Change>,
}

impl Walk<'_> {
    /// Compares the parts, and returns what differs.
    pub(super) fn all(mut self) -> Vec<Change> {
        let (old, new) = (self.old.part, self.new.part);
        self.values(&old.value, &new.value, &At::default());
        self.changes
    }

    fn values(&mut self, old: &Value, new: &Value, at: &At) {
        match (old.bare(), new.bare()) {
            (old, new) if old == new => {}
            (Value::Map(old), Value::Map(new)) => self.maps(old, new, at),
            (Value::List(old), Value::List(new)) => self.lists(old, new, at),
            // One nested block is a map, and several are a list.
            (old @ Value::Map(_), Value::List(new)) => {
                self.lists(std::slice::from_ref(old), new, at);
            }
            (Value::List(old), new @ Value::Map(_)) => {
                self.lists(old, std::slice::from_ref(new), at);
            }
            (old, new) => {
                let is_name = self.names.are_same(&text(old), &text(new));
                let kind = if is_name { ChangeKind::Name } else { ChangeKind::Changed };
                self.changed(Some(old), Some(new), kind, at);
            }
        }
    }

    fn maps(&mut self, old: &Map, new: &Map, at: &At) {
        let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
        let keys = |map: &[(&Key, &Value)]| map.iter().map(|(key, _)| key.to_string()).collect();
        let (old_keys, new_keys): (Vec<String>, Vec<String>) = (keys(&old), keys(&new));
        for (i, j) in self.names.paired(&old_keys, &new_keys) {
            let (a, b) = (i.map(|i| &old_keys[i]), j.map(|j| &new_keys[j]));
            let Some((a, b)) = a.or(b).zip(b.or(a)) else { continue };
            self.either(i.map(|i| old[i].1), j.map(|j| new[j].1), &at.key(a, b));
        }
    }

    fn lists(&mut self, old: &[Value], new: &[Value], at: &At) {
        for (i, j, name) in list::paired(self.names, old, new) {
            let at = at.item(i.unwrap_or_default(), j.unwrap_or_default(), &name);
            self.either(i.map(|i| &old[i]), j.map(|j| &new[j]), &at);
        }
    }

    /// Compares what is on both sides, or says that it is on one only.
    fn either(&mut self, old: Option<&Value>, new: Option<&Value>, at: &At) {
        match (old, new) {
            (Some(old), Some(new)) => self.values(old, new, at),
            (None, None) => {}
            (None, _) => self.changed(None, new, ChangeKind::Added, at),
            (_, None) => self.changed(old, None, ChangeKind::Removed, at),
        }
    }

    fn changed(&mut self, old: Option<&Value>, new: Option<&Value>, kind: ChangeKind, at: &At) {
        let name = |side: &Side<'_>| side.part.name.clone();
        let (old_name, new_name) = (name(&self.old), name(&self.new));
        let part = old_name.zip(new_name).map(|(old, new)| merged(&old, &new));
        self.changes.push(Change {
            part,
            path: at.shown.clone(),
            kind,
            old: old.map(json),
            new: new.map(json),
            old_place: old.map(|_| self.old.places.find(self.old.part, &at.old)),
            new_place: new.map(|_| self.new.places.find(self.new.part, &at.new)),
        });
    }
}
