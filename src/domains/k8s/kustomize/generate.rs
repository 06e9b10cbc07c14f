//! ConfigMaps as Kustomize generates them: from files that people can read, and from literals.

use crate::domains::k8s::variants::{Variants, entries, same, text};
use crate::value::{Key, Map, Value};

/// A ConfigMap that Kustomize generates.
pub(super) struct Generator {
    pub(super) name: String,
    namespace: Option<String>,
    /// What it has beside its data.
    options: Map,
    /// Its keys and texts.
    data: Vec<(String, String)>,
    is_merged: bool,
}

/// What a generated ConfigMap may have.
const KEYS: [&str; 5] = ["apiVersion", "kind", "metadata", "data", "immutable"];
const METADATA: [&str; 4] = ["name", "namespace", "labels", "annotations"];

impl Generator {
    /// The generator of a ConfigMap of the base; none when it can't be generated. `moves` says whether overlays set the
    /// namespace of all their objects.
    pub(super) fn of(variants: &Variants, base: &Value, moves: bool) -> Option<Self> {
        let identity = &variants.identity;
        let is_config_map = identity.kind == "ConfigMap" && identity.api_version == "v1";
        let all = || variants.each.iter().flatten().chain([base]);
        let only = |value: Option<&Value>, keys: &[&str]| {
            value.is_none_or(|value| entries(value).all(|(key, _)| keys.contains(&key.as_str())))
        };
        let is_plain =
            |object: &Value| only(Some(object), &KEYS) && only(object.get("metadata"), &METADATA);
        let is_like_base = |object: &Value| {
            let paths: [&[&str]; 4] = [
                &["metadata", "labels"],
                &["metadata", "annotations"],
                &["immutable"],
                &["metadata", "namespace"],
            ];
            let paths = if moves { &paths[..3] } else { &paths[..] };
            let at = |object: &Value, path: &[&str]| {
                path.iter().try_fold(object, |value, key| value.get(key)).cloned()
            };
            paths.iter().all(|path| match (at(object, path), at(base, path)) {
                (Some(own), Some(base)) => same(&own, &base),
                (own, base) => own.is_none() && base.is_none(),
            })
        };
        if !is_config_map || !all().all(|object| is_plain(object) && is_like_base(object)) {
            return None;
        }
        let data = data(base)?;
        let has_data = !data.is_empty() && all().all(|object| self::data(object).is_some());
        has_data.then(|| Self {
            name: identity.name.clone(),
            namespace: text(base, &["metadata", "namespace"]).map(String::from),
            options: options(base),
            data,
            is_merged: false,
        })
    }

    /// What an environment has other than the base; none where it has the same.
    pub(super) fn merged(&self, wanted: &Value) -> Option<Self> {
        let is_new = |entry: &(String, String)| !self.data.contains(entry);
        let data: Vec<_> = data(wanted)?.into_iter().filter(is_new).collect();
        let options = [("disableNameSuffixHash", true)].into_iter().collect();
        let (name, namespace) = (self.name.clone(), self.namespace.clone());
        (!data.is_empty()).then_some(Self { name, namespace, options, data, is_merged: true })
    }

    /// Its entry in a `kustomization.yaml`, and the files that it reads.
    pub(super) fn entry(&self) -> (Value, Vec<(String, String)>) {
        let mut entry: Map = [("name", self.name.as_str())].into_iter().collect();
        if let Some(namespace) = &self.namespace {
            entry.insert("namespace", namespace.as_str());
        }
        if self.is_merged {
            entry.insert("behavior", "merge");
        }
        let (literals, files): (Vec<_>, Vec<_>) =
            self.data.iter().partition(|(_, text)| is_literal(text));
        let path = |key: &str| format!("{}/{key}", self.name);
        let literal = |(key, text): &(String, String)| Value::from(format!("{key}={text}"));
        let file = |(key, _): &(String, String)| Value::from(path(key));
        let mut add = |key: &str, values: Vec<Value>| {
            if !values.is_empty() {
                entry.insert(key, Value::List(values));
            }
        };
        add("files", files.iter().copied().map(file).collect());
        add("literals", literals.into_iter().map(literal).collect());
        entry.insert("options", self.options.clone());
        let files = files.into_iter().map(|(key, text)| (path(key), text.clone())).collect();
        (Value::Map(entry), files)
    }
}

/// The keys and texts of a ConfigMap; none when something else is in it.
fn data(object: &Value) -> Option<Vec<(String, String)>> {
    let data = object.get("data")?.as_map()?;
    let entry = |(key, value): (&Key, &Value)| Some((key.to_string(), value.as_str()?.to_string()));
    data.iter().map(|it| entry(it).filter(|(key, _)| is_word(key))).collect()
}

/// Whether Kustomize writes a key so that it is read as text again.
fn is_word(key: &str) -> bool {
    const OTHERS: [&str; 4] = ["true", "false", "null", "~"];
    key.starts_with(|it: char| it.is_ascii_alphabetic())
        && !OTHERS.contains(&key.to_lowercase().as_str())
}

/// Whether a text can follow `KEY=`: Kustomize takes quotes off around it.
fn is_literal(text: &str) -> bool {
    let is_quote = |it: char| it == '"' || it == '\'';
    let is_quoted = text.starts_with(is_quote) && text.ends_with(is_quote);
    !is_quoted && !text.contains(['\n', '\r'])
}

fn options(base: &Value) -> Map {
    let mut options: Map = [("disableNameSuffixHash", true)].into_iter().collect();
    for key in ["labels", "annotations"] {
        if let Some(map) = base.get("metadata").and_then(|metadata| metadata.get(key)) {
            options.insert(key, map.clone());
        }
    }
    if let Some(immutable) = base.get("immutable") {
        options.insert("immutable", immutable.clone());
    }
    options
}
