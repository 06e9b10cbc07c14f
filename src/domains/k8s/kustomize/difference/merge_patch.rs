//! Strategic merge patches, as far as Kustomize carries them out exactly.
//!
//! Kustomize knows the merge keys of Kubernetes 1.21, whichever version the clusters have: lists of other kinds are replaced as
//! a whole. Merge keys of several parts or of plain texts are left to JSON patches.

use super::items::{entry, names};
use crate::domains::k8s::variants::{Identity, same};
use crate::value::{Key, Map, Value};

/// The kinds with pods, whose lists have merge keys.
const WORKLOADS: [(&str, &str); 5] = [
    ("apps/v1", "Deployment"),
    ("apps/v1", "StatefulSet"),
    ("apps/v1", "DaemonSet"),
    ("batch/v1", "Job"),
    ("batch/v1", "CronJob"),
];

/// The lists in a pod with the key that their items are merged by.
const KEYED: [(&str, &str); 7] = [
    ("containers", "name"),
    ("initContainers", "name"),
    ("env", "name"),
    ("volumes", "name"),
    ("imagePullSecrets", "name"),
    ("volumeMounts", "mountPath"),
    ("hostAliases", "ip"),
];

/// Lists with merge keys of several parts, or of plain texts.
const UNSAFE: [&str; 7] = [
    "ports",
    "topologySpreadConstraints",
    "finalizers",
    "ownerReferences",
    "volumeDevices",
    "ephemeralContainers",
    "secrets",
];

/// The key by which Kustomize merges the items of the list at `path`; none where it replaces the list.
pub(super) fn merge_key(identity: &Identity, path: &[String]) -> Option<&'static str> {
    let is_workload = WORKLOADS.contains(&(&identity.api_version, &identity.kind));
    let has = |key: &str| path.iter().any(|step| step == key);
    let (_, key) = KEYED.iter().find(|(list, _)| path.last().is_some_and(|last| last == list))?;
    (is_workload && has("template") && !has("volumeClaimTemplates")).then_some(key)
}

/// The patch from `base` to `wanted`; none where none says it exactly.
pub(super) fn merge_patch(identity: &Identity, base: &Value, wanted: &Value) -> Option<Map> {
    let namespace = |object: &Value| object.get("metadata")?.get("namespace").cloned();
    if namespace(base) != namespace(wanted) {
        return None;
    }
    let changes = Merging { identity, path: Vec::new() }.map(base.as_map()?, wanted.as_map()?)?;
    let mut metadata = entry("name", identity.name.as_str());
    metadata.insert("namespace", namespace(wanted).unwrap_or(Value::Null));
    if namespace(wanted).is_none() {
        metadata.remove("namespace");
    }
    let own = changes.get("metadata").and_then(Value::as_map).cloned().unwrap_or_default();
    metadata = metadata.into_iter().chain(own).collect();
    let mut patch = entry("apiVersion", identity.api_version.as_str());
    patch.insert("kind", identity.kind.as_str());
    patch.insert("metadata", metadata);
    Some(
        patch.into_iter().chain(changes.into_iter().filter(|(key, _)| key != "metadata")).collect(),
    )
}

struct Merging<'a> {
    identity: &'a Identity,
    path: Vec<String>,
}

impl Merging<'_> {
    fn map(&mut self, base: &Map, wanted: &Map) -> Option<Map> {
        let mut patch = Map::new();
        for key in base.keys().filter(|key| !wanted.contains_key(key)) {
            patch.insert(key.clone(), Value::Null);
        }
        for (key, value) in wanted.iter() {
            if key.starts_with('$') {
                return None;
            }
            self.path.push(key.to_string());
            let change = match base.get(key) {
                None => Some(Some(plain(value)?.clone())),
                Some(old) if same(old, value) => Some(None),
                Some(old) => self.value(old, value).map(Some),
            };
            self.path.pop();
            change?.into_iter().for_each(|change| drop(patch.insert(key.clone(), change)));
        }
        Some(patch)
    }

    /// What a value that differs is patched with.
    fn value(&mut self, old: &Value, new: &Value) -> Option<Value> {
        match (old.bare(), new.bare()) {
            (Value::Map(_), Value::Map(_)) if self.is_replaced() => None,
            (Value::Map(old), Value::Map(new)) => self.map(old, new).map(Value::Map),
            (Value::List(old), Value::List(items)) => self.list(old, items, new),
            // A patch with `1` for a `"1"` gives `"1"` again.
            (old, new_bare) if std::mem::discriminant(old) != std::mem::discriminant(new_bare) => {
                None
            }
            (Value::Null | Value::Float(_), _) => None,
            _ => plain(new).cloned(),
        }
    }

    /// A map that Kustomize replaces where others are merged.
    fn is_replaced(&self) -> bool {
        self.identity.kind == "PodDisruptionBudget"
            && self.path.last().is_some_and(|it| it == "selector")
    }

    fn list(&mut self, old: &[Value], new: &[Value], whole: &Value) -> Option<Value> {
        let last = self.path.last()?;
        if UNSAFE.contains(&last.as_str()) || new.is_empty() {
            return None;
        }
        match merge_key(self.identity, &self.path) {
            Some(key) => self.keyed(old, new, key).map(Value::List),
            None => plain(whole).cloned(),
        }
    }

    /// The changes of a list with a merge key. The result has the patch's items first, then the base's others.
    fn keyed(&mut self, old: &[Value], new: &[Value], key: &str) -> Option<Vec<Value>> {
        let (before, after) = (names(old, key)?, names(new, key)?);
        let of = |name: &str| before.iter().position(|other| *other == name).map(|at| &old[at]);
        let is_changed = |at: usize| of(after[at]).is_none_or(|old| !same(old, &new[at]));
        let is_rest = |count: usize| {
            let kept =
                before.iter().filter(|name| after.contains(name) && !after[..count].contains(name));
            !(count..after.len()).any(is_changed) && kept.eq(&after[count..])
        };
        let count = (0..=after.len()).find(|count| is_rest(*count))?;
        let mut patch = Vec::new();
        for (name, wanted) in after[..count].iter().zip(new) {
            let changes = match of(name) {
                Some(old) => self.map(old.as_map()?, wanted.as_map()?)?,
                None => plain(wanted)?.as_map()?.clone(),
            };
            let others = changes.into_iter().filter(|(own, _)| own != key);
            patch.push(entry(key, *name).into_iter().chain(others).collect::<Map>().into());
        }
        let removed = before.iter().filter(|name| !after.contains(name));
        patch.extend(removed.map(|name| {
            let delete =
                [(Key::from("$patch"), Value::from("delete")), (key.into(), (*name).into())];
            Value::Map(delete.into_iter().collect())
        }));
        Some(patch)
    }
}

/// A value that a patch can hold as it is: a null would remove, and `$patch` is an order.
fn plain(value: &Value) -> Option<&Value> {
    let mut is_plain = true;
    value.descendants().for_each(|value| match value.bare() {
        Value::Null => is_plain = false,
        Value::Map(map) => is_plain &= !map.keys().any(|key| key.starts_with('$')),
        _ => {}
    });
    is_plain.then_some(value)
}
