//! The files of a tree: a base with what all environments share, and an overlay with what each changes.

use super::difference::{Patch, patch, shared, written};
use super::generate::Generator;
use super::overlay::{Overlay, OverlayPatch};
use super::transform::{Transformers, one_namespace};
use super::wanted::Wanted;
use crate::domains::k8s::layout;
use crate::domains::k8s::variants::{Evaluated, Variants, align, file_names, lowered, same};
use crate::emit::yaml;
use crate::engine::Part;
use crate::value::{Map, Value};
use std::collections::BTreeMap;

/// How many operations of a JSON patch are written into the `kustomization.yaml` itself.
const INLINE: usize = 3;

/// The folder of what all environments share.
const BASE: &str = "base/";

/// An object of the tree.
struct Object {
    file: String,
    variants: Variants,
    /// What its environments share; none where each has a file of its own.
    base: Option<Value>,
    generator: Option<Generator>,
}

impl Object {
    fn of(variants: Variants, file: String, environments: usize, moves: bool) -> Self {
        let scope = variants.scope();
        let base = (scope.len() > 1 || environments == 1)
            .then(|| shared(&variants.identity, &variants.present(), &mut Vec::new()))
            .filter(|base| {
                let can_patch = |wanted: &&Value| {
                    same(base, wanted) || patch(&variants.identity, base, wanted).is_some()
                };
                variants.present().iter().all(can_patch)
            });
        let is_everywhere = scope.len() == environments;
        let generator = base
            .as_ref()
            .filter(|_| is_everywhere)
            .and_then(|base| Generator::of(&variants, base, moves));
        Self { file, variants, base, generator }
    }
}

/// A folder of the tree.
#[derive(Default)]
struct Folder {
    path: String,
    environment: Option<String>,
    fields: Map,
    resources: Vec<Value>,
    generators: Vec<Value>,
    parts: Vec<Part>,
}

/// The files of a tree.
pub(super) fn files(evaluated: &[Evaluated]) -> Vec<Part> {
    let sets: Vec<&[Value]> = evaluated.iter().map(|it| it.objects.as_slice()).collect();
    let aligned = align(&sets);
    let names = file_names(aligned.iter().map(|it| &it.identity));
    let count = evaluated.len();
    let moves =
        sets.iter().all(|objects| one_namespace(&objects.iter().collect::<Vec<_>>()).is_some());
    let objects: Vec<Object> = aligned
        .into_iter()
        .zip(names)
        .map(|(it, file)| Object::of(it, file, count, moves))
        .collect();
    let mut folders = shared_folders(&objects, evaluated);
    let overlays: Vec<Folder> =
        (0..count).map(|i| overlay(i, &evaluated[i].environment, &objects, &folders)).collect();
    let shared = std::mem::take(&mut folders).into_values();
    shared.chain(overlays).flat_map(Folder::finish).collect()
}

/// The base, and a component for what some environments have, each by the environments that have it.
fn shared_folders(objects: &[Object], evaluated: &[Evaluated]) -> BTreeMap<Vec<usize>, Folder> {
    let mut folders: BTreeMap<Vec<usize>, Folder> = BTreeMap::new();
    for object in objects {
        let Some(base) = &object.base else { continue };
        let scope = object.variants.scope();
        let folder = folders.entry(scope.clone()).or_insert_with(|| {
            let names: Vec<&str> = scope.iter().map(|i| &*evaluated[*i].environment).collect();
            let path = match scope.len() == evaluated.len() {
                true => BASE.into(),
                false => format!("components/{}/", names.join("-")),
            };
            Folder { path, ..Folder::default() }
        });
        match &object.generator {
            Some(generator) => folder.generate(generator),
            None => folder.add(&object.file, base),
        }
    }
    folders
}

/// What an environment has of the objects of a tree.
#[derive(Default)]
struct Share<'o> {
    wanted: Vec<Wanted<'o>>,
    /// What it has alone, by the files.
    own: Vec<(&'o str, &'o Value)>,
    generated: Vec<&'o Value>,
    /// What it changes of what is generated.
    merged: Vec<Generator>,
    bases: Vec<&'o Value>,
}

impl<'o> Share<'o> {
    fn of(i: usize, objects: &'o [Object]) -> Self {
        let mut share = Self::default();
        for Object { file, variants, base, generator } in objects {
            let Some(object) = &variants.each[i] else { continue };
            share.bases.extend(base);
            match (base, generator) {
                (_, Some(generator)) => {
                    share.generated.push(object);
                    share.merged.extend(generator.merged(object));
                }
                (Some(base), None) => {
                    let identity = &variants.identity;
                    share.wanted.push(Wanted { file, identity, base, wanted: object });
                }
                (None, None) => share.own.push((file, object)),
            }
        }
        share
    }
}

fn overlay(
    i: usize,
    environment: &str,
    objects: &[Object],
    shared: &BTreeMap<Vec<usize>, Folder>,
) -> Folder {
    let path = format!("overlays/{environment}/");
    let mut folder = Folder { path, environment: Some(environment.into()), ..Folder::default() };
    let share = Share::of(i, objects);
    let own = share.own.iter().map(|(_, object)| *object);
    let all: Vec<&Value> = own.chain(share.generated.iter().copied()).collect();
    let overlay = Overlay::of(&share.wanted, &all, &share.bases);
    let parents = |is_base: bool| {
        let own = shared.iter().filter(|(scope, _)| scope.contains(&i)).map(|(_, it)| &it.path);
        let own = own.filter(|path| (*path == BASE) == is_base);
        own.map(|path| Value::from(format!("../../{}", path.trim_end_matches('/')))).collect()
    };
    folder.resources = parents(true);
    share.own.iter().for_each(|(file, object)| folder.add(file, object));
    share.merged.iter().for_each(|generator| folder.generate(generator));
    folder.say(&overlay.transformers, parents(false));
    let patches: Vec<Value> = overlay.patches.iter().map(|it| folder.patch(it).into()).collect();
    if !patches.is_empty() {
        folder.fields.insert("patches", Value::List(patches));
    }
    folder
}

impl Folder {
    fn file(&mut self, path: &str, text: String) {
        let (path, environment) = (format!("{}{path}", self.path), self.environment.clone());
        self.parts.push(Part { path, text: text.into(), environment, ..Part::default() });
    }

    fn add(&mut self, file: &str, object: &Value) {
        let mut tree = lowered(object);
        layout().apply(&mut tree);
        self.resources.push(format!("{file}.yaml").into());
        self.file(&format!("{file}.yaml"), yaml::emit(&tree));
    }

    fn generate(&mut self, generator: &Generator) {
        let (entry, files) = generator.entry();
        self.generators.push(entry);
        files.into_iter().for_each(|(path, text)| self.file(&path, text));
    }

    /// Adds what is no patch.
    fn say(&mut self, transformers: &Transformers, components: Vec<Value>) {
        if let Some(namespace) = &transformers.namespace {
            self.fields.insert("namespace", namespace.as_str());
        }
        let replicas = transformers.replicas.iter().map(|(name, count)| {
            Value::Map([("name", Value::from(name.as_str())), ("count", Value::Int(*count))].into())
        });
        let images = transformers.images.iter().map(|(name, new)| {
            let fields = [
                ("name", Some(name)),
                ("newName", new.name.as_ref()),
                ("newTag", new.tag.as_ref()),
            ];
            let fields = fields.into_iter().filter_map(|(key, text)| Some((key, text?.as_str())));
            Value::Map(fields.collect::<Map>())
        });
        let lists = [
            ("components", components),
            ("replicas", replicas.collect()),
            ("images", images.collect()),
        ];
        for (key, list) in lists {
            if !list.is_empty() {
                self.fields.insert(key, Value::List(list));
            }
        }
    }

    /// The entry of a patch: with its text where it is short, else with the file that it is written to. Kustomize takes off
    /// line ends behind a text, with which a value in it could end.
    fn patch(&mut self, patch: &OverlayPatch) -> Map {
        let value = patch.written();
        let text = written(&value);
        let has_lines =
            value.descendants().any(|it| it.as_str().is_some_and(|it| it.contains('\n')));
        let is_short =
            !has_lines && matches!(&patch.patch, Patch::Operations(all) if all.len() <= INLINE);
        let mut entry = Map::new();
        if is_short {
            entry.insert("patch", text);
        } else {
            let path = format!("patch-{}.yaml", patch.file);
            entry.insert("path", path.as_str());
            self.file(&path, text);
        }
        if patch.has_target() {
            entry.insert("target", patch.target());
        }
        entry
    }

    /// The files, of which the first one says what the others are for.
    fn finish(self) -> Vec<Part> {
        let Self { path, environment, mut fields, resources, generators, parts } = self;
        let is_component = path.starts_with("components/");
        let mut all: Map = [
            (
                "apiVersion",
                if is_component {
                    "kustomize.config.k8s.io/v1alpha1"
                } else {
                    "kustomize.config.k8s.io/v1beta1"
                },
            ),
            ("kind", if is_component { "Component" } else { "Kustomization" }),
        ]
        .into_iter()
        .collect();
        if let Some(namespace) = fields.remove("namespace") {
            all.insert("namespace", namespace);
        }
        for (key, list) in [("resources", resources), ("configMapGenerator", generators)] {
            if !list.is_empty() {
                all.insert(key, Value::List(list));
            }
        }
        let all = Value::Map(all.into_iter().chain(fields).collect());
        let text = written(&all);
        let first = Part {
            path: format!("{path}kustomization.yaml"),
            text: text.into(),
            environment,
            ..Part::default()
        };
        std::iter::once(first).chain(parts).collect()
    }
}
