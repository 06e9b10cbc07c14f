//! A document whose keys and types are right: its names and entries, for the checks that no table can make.

use crate::document::format::reference::{Does, FoundName};
use crate::model::graph::NodeKind;
use crate::value::{Map, Path, Value};

/// A document whose keys and types are right, for what no table can say of it.
pub struct Checked<'a> {
    /// What it says itself.
    pub own: &'a Value,
    /// What it says together with the documents that it is read on top of.
    pub all: &'a Value,
    /// Whether there are documents below it.
    pub is_on_top: bool,
    /// Whether no other file brings names along.
    pub is_closed: bool,
    pub(super) found: Vec<FoundName<'a>>,
}

/// A named entry of a section, with all that is said about it.
pub struct EntrySite<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is in the document and those below it together.
    pub body: &'a Value,
    /// Where it is.
    pub path: Path,
}

impl<'a> EntrySite<'a> {
    /// What is under a key.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.body.get(key)
    }

    /// The items of the list at a path of keys, or the one value there, each with its path.
    pub fn items(&self, keys: &str) -> impl Iterator<Item = (&'a Value, Path)> + use<'a> {
        let at = keys.split('.').fold(self.path.clone(), |path, key| path.key(key));
        let value = keys.split('.').try_fold(self.body, |value, key| value.get(key));
        let list = value.and_then(Value::as_list);
        let one = value.filter(|_| list.is_none()).map(|value| (value, at.clone()));
        let items = list.unwrap_or_default().iter().enumerate();
        items.map(move |(i, item)| (item, at.index(i))).chain(one)
    }

    /// The plain texts in the list under a key.
    pub fn texts(&self, key: &str) -> Vec<&'a str> {
        let list = self.body.get(key).and_then(Value::as_list).unwrap_or_default();
        list.iter().filter_map(Value::as_str).collect()
    }
}

impl<'a> Checked<'a> {
    /// The names that the entries of this document define and use, in the order of the rows.
    pub fn references(&self) -> impl Iterator<Item = &FoundName<'a>> {
        let is_own =
            |path: &Path| Path(path.0.iter().take(2).cloned().collect()).find(self.own).is_some();
        self.found.iter().filter(move |found| !self.is_on_top || is_own(&found.path))
    }

    /// All names of a kind that are defined.
    pub fn names(&self, kind: &NodeKind) -> Vec<&'a str> {
        let defined = |found: &&FoundName<'a>| {
            found.row.does == Does::Defines && std::ptr::eq(found.row.kind, kind)
        };
        self.found.iter().filter(defined).map(|found| found.name).collect()
    }

    /// The uses of names of which one comes after the other, here and in the documents below.
    pub(super) fn waits(&self) -> impl Iterator<Item = &FoundName<'a>> {
        self.found.iter().filter(|found| found.row.does.waits())
    }

    /// The entries of sections that this document says something about.
    pub fn entries(
        &self,
        sections: &'static [&'static str],
    ) -> impl Iterator<Item = EntrySite<'a>> + use<'a, '_> {
        self.all_entries(sections).filter(|entry| entry.path.find(self.own).is_some())
    }

    /// All entries of sections.
    pub fn all_entries(
        &self,
        sections: &'static [&'static str],
    ) -> impl Iterator<Item = EntrySite<'a>> + use<'a> {
        let all = self.all;
        sections.iter().flat_map(move |section| {
            let entries = all.get(section).and_then(Value::as_map).into_iter().flat_map(Map::iter);
            entries.map(|(name, body)| EntrySite {
                name,
                body,
                path: Path::root().key(section).key(name),
            })
        })
    }
}
