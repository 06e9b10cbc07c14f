//! What an environment changes of what all share.

use super::difference::{Patch, patch};
use super::transform::Transformers;
use super::wanted::Wanted;
use crate::domains::k8s::variants::{Identity, same, text};
use crate::value::{Map, Value};

/// The differences of an environment.
pub(super) struct Overlay {
    pub(super) transformers: Transformers,
    pub(super) patches: Vec<OverlayPatch>,
}

/// A patch with the objects that it is for: of one kind and namespace.
pub(super) struct OverlayPatch {
    /// The file of the first object.
    pub(super) file: String,
    pub(super) identity: Identity,
    pub(super) names: Vec<String>,
    /// The namespace in the base.
    pub(super) namespace: Option<String>,
    pub(super) patch: Patch,
}

impl Overlay {
    /// The differences between the base and what an environment wants, which has some objects of its own.
    pub(super) fn of(wanted: &[Wanted<'_>], own: &[&Value], bases: &[&Value]) -> Self {
        let transformers = Transformers::of(wanted, own, bases);
        let mut patches: Vec<OverlayPatch> = Vec::new();
        for it in wanted {
            let Some(patch) = it.patch(&transformers) else { continue };
            let namespace = text(it.base, &["metadata", "namespace"]).map(String::from);
            let (file, identity) = (it.file.to_string(), it.identity.clone());
            let own = OverlayPatch {
                names: vec![identity.name.clone()],
                file,
                identity,
                namespace,
                patch,
            };
            match patches.iter_mut().find(|other| other.is_for(&own)) {
                Some(other) => other.names.extend(own.names),
                None => patches.push(own),
            }
        }
        Self { transformers, patches }
    }
}

impl Wanted<'_> {
    /// What is left to patch; none when nothing is.
    fn patch(&self, transformers: &Transformers) -> Option<Patch> {
        // Patches come before the namespace is set.
        let mut wanted = self.wanted.clone();
        if transformers.namespace.is_some() {
            let before = self.base.get("metadata").and_then(|it| it.get("namespace"));
            set_namespace(&mut wanted, before);
        }
        let others = Transformers { namespace: None, ..transformers.clone() };
        let left = others.apply(self.base);
        if same(&left, &wanted) {
            return None;
        }
        patch(self.identity, &left, &wanted).or_else(|| patch(self.identity, self.base, &wanted))
    }
}

fn set_namespace(object: &mut Value, namespace: Option<&Value>) {
    let Value::Map(object) = object.bare_mut() else { return };
    let Some(Value::Map(metadata)) = object.get_mut("metadata").map(Value::bare_mut) else {
        return;
    };
    namespace.into_iter().for_each(|it| drop(metadata.insert("namespace", it.clone())));
}

impl OverlayPatch {
    /// Whether another patch says the same of an object of the same kind.
    fn is_for(&self, other: &Self) -> bool {
        let kind = |it: &Self| (it.identity.api_version.clone(), it.identity.kind.clone());
        kind(self) == kind(other)
            && self.namespace == other.namespace
            && same(&self.body().to_value(), &other.body().to_value())
    }

    /// The patch without the name of an object.
    fn body(&self) -> Patch {
        match &self.patch {
            Patch::Operations(_) => self.patch.clone(),
            Patch::Merge(map) => Patch::Merge(without_name(map)),
        }
    }

    /// What is written: a patch for several objects names none.
    pub(super) fn written(&self) -> Value {
        if self.has_target() && matches!(self.patch, Patch::Merge(_)) {
            return self.body().to_value();
        }
        self.patch.to_value()
    }

    /// Whether it has to say which objects it is for.
    pub(super) fn has_target(&self) -> bool {
        self.names.len() > 1 || matches!(self.patch, Patch::Operations(_))
    }

    /// Which objects it is for: the names are regular expressions to Kustomize.
    pub(super) fn target(&self) -> Map {
        let escaped = |name: &String| name.replace('.', "\\.").replace('+', "\\+");
        let names: Vec<String> = self.names.iter().map(escaped).collect();
        let name = if let [name] = names.as_slice() {
            name.clone()
        } else {
            format!("({})", names.join("|"))
        };
        let group = self.identity.group();
        let head =
            [("group", group), ("version", self.identity.version()), ("kind", &self.identity.kind)];
        let tail = [("name", Some(&name)), ("namespace", self.namespace.as_ref())];
        head.into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key, text.to_string()))
            .chain(tail.into_iter().filter_map(|(key, text)| Some((key, text?.clone()))))
            .collect()
    }
}

/// The name that a patch with a target has, since each object needs one.
const UNUSED: &str = "not-used";

fn without_name(patch: &Map) -> Map {
    let mut patch = patch.clone();
    if let Some(Value::Map(metadata)) = patch.get_mut("metadata").map(Value::bare_mut) {
        metadata.insert("name", UNUSED);
        metadata.remove("namespace");
    }
    patch
}
