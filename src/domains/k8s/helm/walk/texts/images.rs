//! Images: the tag is a value in any case, the registry and the repository where they differ.

use crate::domains::k8s::helm::naming::{Name, Step, are_same};
use crate::domains::k8s::helm::walk::spot::{NAMED, Spot};
use crate::domains::k8s::helm::walk::walker::{Object, Walker};
use crate::value::Value;

/// The parts of an image: `registry/` with folders, the last part of its name, and its tag.
type Parts<'t> = (&'t str, &'t str, &'t str);

impl Walker<'_> {
    /// The text of an image; none where it is none, or is not written with a tag.
    pub(crate) fn image(
        &mut self,
        object: &mut Object<'_>,
        key: Option<&str>,
        spot: &Spot<'_>,
    ) -> Option<String> {
        if key != Some("image")
            || !is_container(&object.path)
            || spot.name(NAMED).is_some_and(|it| !is_image(it))
        {
            return None;
        }
        let parts: Vec<Parts<'_>> =
            spot.present().into_iter().map(|it| split(it.as_str()?)).collect::<Option<_>>()?;
        let base = match spot.name(NAMED) {
            Some(name) => name.split('.').map(String::from).collect(),
            None => self.names(object, None)[0].clone(),
        };
        let repository = self.repository(object, spot, &parts, &base);
        let tags: Vec<Option<Value>> =
            parts.iter().map(|(.., tag)| Some(Value::from(*tag))).collect();
        let vector = spot.stored(tags);
        self.tags.push(vector.clone());
        let is_shared = self.lifted.tag.as_ref().is_some_and(|shared| are_same(shared, &vector));
        let shared =
            (is_shared && spot.name(NAMED).is_none()).then(|| vec!["image".into(), "tag".into()]);
        let names: Vec<Name> = shared.into_iter().chain([below(&base, "tag")]).collect();
        let tag = self.value(object, &names, vector, false);
        Some(format!("\"{repository}:{{{{ {tag} }}}}\""))
    }

    /// Whether a container in it has an image, whose tag is a value.
    pub(crate) fn has_image(&self, object: &Object<'_>, spot: &Spot<'_>) -> bool {
        let is_pod =
            crate::domains::k8s::helm::naming::WORKLOADS.contains(&object.identity.kind.as_str());
        let is_container = |value: &Value| {
            ["containers", "initContainers"].iter().any(|key| value.get(key).is_some())
        };
        let in_containers = object.path.iter().any(is_list_of_containers);
        let has = |value: &Value| {
            value.descendants().any(is_container)
                || in_containers && value.descendants().any(|it| it.get("image").is_some())
        };
        is_pod && spot.present().into_iter().any(has)
    }

    fn repository(
        &mut self,
        object: &Object<'_>,
        spot: &Spot<'_>,
        parts: &[Parts<'_>],
        base: &Name,
    ) -> String {
        let (registry, name, _) = parts[0];
        let is_named = spot.name(NAMED).is_some();
        let has_one_name = parts.iter().all(|(_, other, _)| *other == name);
        let has_one_registry = parts.iter().all(|(other, ..)| *other == registry);
        if has_one_name && has_one_registry && !is_named {
            return format!("{registry}{name}");
        }
        if has_one_name && parts.iter().all(|(registry, ..)| !registry.is_empty()) && !is_named {
            let registries =
                parts.iter().map(|(it, ..)| Some(Value::from(it.trim_end_matches('/'))));
            let names = [vec!["image".into(), "registry".into()], below(base, "registry")];
            let value = self.value(object, &names, spot.stored(registries.collect()), false);
            return format!("{{{{ {value} }}}}/{name}");
        }
        let repositories = parts.iter().map(|(a, b, _)| Some(Value::from(format!("{a}{b}"))));
        let value = self.value(
            object,
            &[below(base, "repository")],
            spot.stored(repositories.collect()),
            false,
        );
        format!("{{{{ {value} }}}}")
    }
}

fn below(name: &Name, key: &str) -> Name {
    name.iter().cloned().chain([key.into()]).collect()
}

/// Whether a name is one for an image as a whole: its repository and its tag are below it.
fn is_image(name: &str) -> bool {
    name == "image" || name.ends_with(".image") || name.ends_with("Image")
}

fn is_list_of_containers(step: &Step) -> bool {
    matches!(step, Step::Key(key) if key == "containers" || key == "initContainers")
}

fn is_container(path: &[Step]) -> bool {
    path.iter().any(is_list_of_containers)
}

/// The parts of an image that has a tag and no digest.
fn split(image: &str) -> Option<Parts<'_>> {
    let (name, tag) = image.rsplit_once(':')?;
    let is_word = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || more.contains(it))
    };
    if !is_word(tag, "._-") || !is_word(name, "._-/:") {
        return None;
    }
    let at = name.rfind('/').map_or(0, |at| at + 1);
    is_word(&name[at..], "._-").then_some((&name[..at], &name[at..], tag))
}
