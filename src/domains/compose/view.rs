//! A Compose file as Compose sees it: on top of the files that it is read with.

use crate::value::{Map, Path, Value, merge};

/// What a file says itself, and what it says together with those below it.
pub(super) struct View<'a> {
    /// What stands in the file.
    pub(super) own: &'a Map,
    /// The whole project.
    pub(super) all: Map,
    /// Whether there are files below it.
    pub(super) is_on_top: bool,
}

/// A service or a job of the file, with all that is said about it.
pub(super) struct Service<'a> {
    pub(super) name: &'a str,
    /// What the whole project says about it.
    pub(super) body: &'a Value,
    /// Where it stands in the file.
    pub(super) path: Path,
}

/// The sections in which names are declared.
pub(super) const SECTIONS: [&str; 7] =
    ["services", "jobs", "models", "networks", "volumes", "configs", "secrets"];

impl<'a> View<'a> {
    /// The view of a file with what is below it.
    pub(super) fn new(own: &'a Map, below: Option<Map>) -> Self {
        let is_on_top = below.is_some();
        let all = below.map_or_else(|| own.clone(), |below| Self::merged(&below, own));
        Self { own, all, is_on_top }
    }

    /// Two files together.
    pub(super) fn merged(below: &Map, above: &Map) -> Map {
        match merge::merge(Value::Map(below.clone()), Value::Map(above.clone())).into_bare() {
            Value::Map(map) => map,
            _ => Map::new(),
        }
    }

    /// Whether all names are in here: an `include` brings others.
    pub(super) fn is_closed(&self) -> bool {
        !self.all.contains_key("include")
    }

    /// The services and jobs that the file itself says something about.
    pub(super) fn services(&self) -> impl Iterator<Item = Service<'_>> {
        ["services", "jobs"].into_iter().flat_map(move |section| {
            let own = self.own.get(section).and_then(Value::as_map);
            own.into_iter().flat_map(Map::keys).filter_map(move |name| self.entry(section, name))
        })
    }

    /// All services of the project.
    pub(super) fn all_services(&self) -> impl Iterator<Item = Service<'_>> {
        let all = self.all.get("services").and_then(Value::as_map);
        all.into_iter().flat_map(Map::keys).filter_map(|name| self.service(name))
    }

    /// The service `name` of the project.
    pub(super) fn service<'s>(&'s self, name: &'s str) -> Option<Service<'s>> {
        self.entry("services", name)
    }

    fn entry<'s>(&'s self, section: &str, name: &'s str) -> Option<Service<'s>> {
        let body = self.all.get(section)?.get(name)?;
        Some(Service { name, body, path: Path::root().key(section).key(name) })
    }

    /// The names that a section declares.
    pub(super) fn names(&self, section: &str) -> Vec<&str> {
        let entries = self.all.get(section).and_then(Value::as_map);
        entries.into_iter().flat_map(Map::keys).map(|name| name.as_str()).collect()
    }
}

impl<'a> Service<'a> {
    /// What stands under `key`, with its path.
    pub(super) fn get(&self, key: &str) -> Option<(&'a Value, Path)> {
        Some((self.body.get(key)?, self.path.key(key)))
    }

    /// The plain text under `key`.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.body.get(key)?.as_str()
    }

    /// The plain texts in the list under `key`.
    pub(super) fn texts(&self, key: &str) -> Vec<&'a str> {
        let list = self.body.get(key).and_then(Value::as_list).unwrap_or_default();
        list.iter().filter_map(Value::as_str).collect()
    }
}

/// The plain texts of a list, or the one text, each with its path.
pub(super) fn items<'v>(value: &'v Value, path: &Path) -> Vec<(&'v Value, Path)> {
    match value.as_list() {
        Some(list) => list.iter().enumerate().map(|(i, item)| (item, path.index(i))).collect(),
        None => vec![(value, path.clone())],
    }
}

/// Whether a name is only known where Compose runs.
pub(super) fn is_variable(name: &str) -> bool {
    name.contains('$')
}
