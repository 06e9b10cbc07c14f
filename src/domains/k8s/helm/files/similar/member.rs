//! An object of a component in a template of several.

use super::general::{action, general};
use crate::domains::k8s::helm::files::groups::{PLACEHOLDER, is_plain};
use crate::domains::k8s::helm::files::template::{self, Entry, Part};
use crate::value::Value;

/// An object of a component, with the placeholder in place of the component's name.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) component: String,
    pub(super) entries: Vec<Entry>,
    guard: Option<String>,
}

impl Member {
    /// One whose name already is the placeholder.
    pub(crate) fn general(component: &str, entries: Vec<Entry>, guard: Option<String>) -> Self {
        Self { component: component.into(), entries, guard }
    }

    /// An object of a component; none where its template can't be one of several components.
    pub(crate) fn of(component: &str, entries: &[Entry], guard: Option<&str>) -> Option<Self> {
        if !is_plain(component) || template::text(entries).contains(PLACEHOLDER) {
            return None;
        }
        let guard = guard.map(|it| action(it, component));
        let entries = entries.iter().map(|it| general(it, component)).collect();
        Some(Self::general(component, entries, guard))
    }

    /// The name of the object, with the placeholder.
    pub(crate) fn name(&self) -> Option<&Value> {
        self.entries.iter().find_map(name)
    }

    /// The guard of the object, which objects of one template have in common.
    pub(crate) fn guard(&self) -> Option<&str> {
        self.guard.as_deref()
    }
}

/// The name in the metadata of an object.
fn name(entry: &Entry) -> Option<&Value> {
    match (entry.key.as_deref(), &entry.part) {
        (Some("metadata"), Part::Map(entries)) => entries.iter().find_map(name),
        (Some("metadata"), Part::Constant(value)) => value.get("name"),
        (Some("name"), Part::Constant(value)) => Some(value),
        _ => None,
    }
}
