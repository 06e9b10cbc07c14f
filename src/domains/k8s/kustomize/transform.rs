//! What Kustomize says shorter than a patch: images, replicas and the namespace of an environment.

use super::wanted::Wanted;
use crate::domains::k8s::variants::text;
use crate::value::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of an overlay that are no patches.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Transformers {
    pub(super) namespace: Option<String>,
    /// How many replicas the workload of a name has.
    pub(super) replicas: Vec<(String, i64)>,
    /// What an image becomes, by its name.
    pub(super) images: Vec<(String, NewImage)>,
}

/// What an image becomes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NewImage {
    pub(super) name: Option<String>,
    pub(super) tag: Option<String>,
    /// The whole image that comes out.
    result: String,
}

/// The kinds whose replicas Kustomize sets.
const SCALED: [&str; 4] = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

/// Kinds that refer to namespaces in ways of their own, or that have none.
const SPECIAL: [&str; 5] =
    ["Namespace", "RoleBinding", "ClusterRoleBinding", "APIService", "CustomResourceDefinition"];

impl Transformers {
    /// What turns the base's objects into the wanted ones, beside the objects that the overlay has or generates. `bases` is
    /// what the base has of all of them.
    pub(super) fn of(wanted: &[Wanted<'_>], own: &[&Value], bases: &[&Value]) -> Self {
        let all: Vec<&Value> =
            wanted.iter().map(|it| it.wanted).chain(own.iter().copied()).collect();
        Self {
            namespace: namespace(&all, bases),
            replicas: replicas(wanted, own),
            images: images(wanted, own),
        }
    }

    /// An object of the base as it leaves the transformers.
    pub(super) fn apply(&self, object: &Value) -> Value {
        let mut object = object.clone();
        if let (Some(namespace), Some(metadata)) = (&self.namespace, child(&mut object, "metadata"))
        {
            metadata.insert("namespace", namespace.as_str());
        }
        let name = text(&object, &["metadata", "name"]).unwrap_or_default();
        let is_scaled = text(&object, &["kind"]).is_some_and(|kind| SCALED.contains(&kind));
        let count = self.replicas.iter().find(|(own, _)| is_scaled && own == name);
        if let (Some((_, count)), Some(spec)) = (count, child(&mut object, "spec")) {
            spec.insert("replicas", *count);
        }
        change_images(&mut object, &mut |image| {
            let new = self.images.iter().find(|(own, _)| own == name_of(image));
            new.map(|(_, new)| new.result.clone())
        });
        object
    }
}

fn child<'v>(object: &'v mut Value, key: &str) -> Option<&'v mut Map> {
    match object.bare_mut() {
        Value::Map(map) => match map.get_mut(key)?.bare_mut() {
            Value::Map(map) => Some(map),
            _ => None,
        },
        _ => None,
    }
}

/// The one namespace that all objects of an environment are in, when Kustomize can set it.
pub(super) fn one_namespace(objects: &[&Value]) -> Option<String> {
    let of = |object: &Value| text(object, &["metadata", "namespace"]).map(String::from);
    let is_special = |object: &Value| {
        let kind = text(object, &["kind"]).unwrap_or_default();
        SPECIAL.contains(&kind) || kind.ends_with("WebhookConfiguration")
    };
    let only = of(objects.first()?)?;
    let is_in_it = |object: &&Value| of(object).as_ref() == Some(&only) && !is_special(object);
    objects.iter().all(is_in_it).then_some(only)
}

/// The namespace of an environment, where the base says another.
fn namespace(all: &[&Value], bases: &[&Value]) -> Option<String> {
    let of = |object: &Value| text(object, &["metadata", "namespace"]).map(String::from);
    let only = one_namespace(all)?;
    let has_base = bases.iter().all(|base| of(base).is_some());
    let differs = bases.iter().any(|base| of(base).as_ref() != Some(&only));
    (has_base && differs).then_some(only)
}

/// The replicas of workloads whose name no other has.
fn replicas(wanted: &[Wanted<'_>], own: &[&Value]) -> Vec<(String, i64)> {
    let name = |object: &Value| {
        let is_scaled = text(object, &["kind"]).is_some_and(|kind| SCALED.contains(&kind));
        text(object, &["metadata", "name"]).filter(|_| is_scaled).map(String::from)
    };
    let all: Vec<String> =
        wanted.iter().map(|it| it.wanted).chain(own.iter().copied()).filter_map(name).collect();
    let count = |object: &Value| match object.get("spec")?.get("replicas")?.bare() {
        Value::Int(count) => Some(*count),
        _ => None,
    };
    let change = |it: &Wanted<'_>| {
        let (name, count, before) = (name(it.wanted)?, count(it.wanted)?, count(it.base));
        let is_one = all.iter().filter(|other| **other == name).count() == 1;
        (is_one && before != Some(count)).then_some((name, count))
    };
    wanted.iter().filter_map(change).collect()
}

/// The images of which each place wants the same. Kustomize changes them wherever they are, in objects of any kind.
fn images(wanted: &[Wanted<'_>], own: &[&Value]) -> Vec<(String, NewImage)> {
    let mut places: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut fixed: BTreeSet<&str> = BTreeSet::new();
    for object in own {
        fixed.extend(images_of(object).into_iter().map(|(_, image)| name_of(image)));
    }
    for Wanted { base, wanted, .. } in wanted {
        let (before, after) = (images_of(base), images_of(wanted));
        let containers = |images: &[(Option<&str>, &str)]| -> Vec<Option<String>> {
            images.iter().map(|(name, _)| name.map(String::from)).collect()
        };
        if containers(&before) != containers(&after) {
            fixed.extend(before.iter().chain(&after).map(|(_, image)| name_of(image)));
            continue;
        }
        for ((_, before), (_, after)) in before.into_iter().zip(after) {
            let name = name_of(before);
            if !places.contains_key(name) {
                order.push(name);
            }
            places.entry(name).or_default().push((before, after));
        }
    }
    let names: BTreeSet<&str> = places.keys().copied().collect();
    let is_free = |name: &str| !fixed.contains(name);
    order
        .into_iter()
        .filter(|name| is_free(name))
        .filter_map(|name| {
            let new = new_image(name, &places[name])?;
            let is_taken =
                new.name.as_deref().is_some_and(|new| !is_free(new) || names.contains(new));
            (!is_taken).then(|| (name.to_string(), new))
        })
        .collect()
}

fn new_image(name: &str, places: &[(&str, &str)]) -> Option<NewImage> {
    let (_, result) = places[0];
    let (new_name, new_tag) = split(result)?;
    let tags = places.iter().map(|(before, _)| split(before)).collect::<Option<Vec<_>>>()?;
    if places.iter().any(|(_, after)| *after != result)
        || places.iter().all(|(before, after)| before == after)
    {
        return None;
    }
    let has_new_tag = tags.iter().any(|(_, tag)| *tag != new_tag);
    Some(NewImage {
        name: (new_name != name).then(|| new_name.into()),
        tag: has_new_tag.then(|| new_tag.into()),
        result: result.into(),
    })
}

/// The name and the tag of an image that has both, and no digest.
fn split(image: &str) -> Option<(&str, &str)> {
    let (name, tag) = image.rsplit_once(':')?;
    let is_word = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || more.contains(it))
    };
    (!tag.contains('/') && is_word(tag, "._-") && is_word(name, "._/-:")).then_some((name, tag))
}

/// The name of an image, without its tag and digest.
fn name_of(image: &str) -> &str {
    let image = image.split_once('@').map_or(image, |(name, _)| name);
    match image.rsplit_once(':') {
        Some((name, tag)) if !name.is_empty() && !tag.contains('/') => name,
        _ => image,
    }
}

const CONTAINERS: [&str; 2] = ["containers", "initContainers"];

/// The images that Kustomize changes, each with the name of its container.
fn images_of(object: &Value) -> Vec<(Option<&str>, &str)> {
    let mut images = Vec::new();
    object.descendants().for_each(|value| {
        let lists = CONTAINERS.iter().filter_map(|key| value.get(key)?.as_list());
        images.extend(lists.flatten().filter_map(|container| {
            Some((text(container, &["name"]), text(container, &["image"])?))
        }));
    });
    images
}

fn change_images(value: &mut Value, change: &mut dyn FnMut(&str) -> Option<String>) {
    match value.bare_mut() {
        Value::Map(map) => {
            for (key, value) in map.iter_mut() {
                if CONTAINERS.contains(&key.as_str()) {
                    change_containers(value, change);
                }
                change_images(value, change);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| change_images(item, change)),
        _ => {}
    }
}

fn change_containers(list: &mut Value, change: &mut dyn FnMut(&str) -> Option<String>) {
    let Value::List(containers) = list.bare_mut() else { return };
    for container in containers {
        let new = text(container, &["image"]).and_then(&mut *change);
        if let (Value::Map(container), Some(new)) = (container.bare_mut(), new) {
            container.insert("image", new);
        }
    }
}
