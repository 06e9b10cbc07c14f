//! What recipes call: objects by their kind, raw manifests, manifests of others, patches.

use super::json_patch::operate;
use super::kinds::{self, refused};
use super::patch::Patched;
use super::shape::{self, is_object};
use crate::diag::Diagnostic;
use crate::engine::convert::to_dynamic;
use crate::engine::world::tables;
use crate::engine::{At, Fallible, Functions, Run};
use crate::schema::KindLookup;
use crate::value::{Key, Value, read};
use rhai::{Array, Dynamic, Map, NativeCallContext as Ctx};

/// What every object begins with.
const HEAD: [&str; 3] = ["apiVersion", "kind", "metadata"];

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("k8s::object(kind, name)", |ctx: Ctx, kind: &str, name: &str| {
        object(ctx, kind, name, Map::new())
    });
    functions.add("k8s::object(kind, name, content)", object);
    functions.add("k8s::manifest(content)", manifest);
    functions.add("k8s::parse(text)", parse);
    functions.add("k8s::patch(object, changes)", merge_patch);
    functions.add("k8s::patch(object, operations)", json_patch);
}

/// An object of a kind, in the API version that is best for the project's version of Kubernetes.
fn object(ctx: Ctx<'_>, kind: &str, name: &str, content: Map) -> Fallible<Map> {
    let run = Run::of(&ctx);
    let kind = run.plain_text(kind).at(&ctx)?;
    let (api_version, kind) = match kind.rsplit_once('/') {
        Some((api_version, kind)) => (Some(api_version), kind),
        None => (None, &*kind),
    };
    let version = kinds::version(&run, None);
    let api_version = match tables::of(&run).tables().kind(kind, api_version, version) {
        KindLookup::Known(kind) => kind.api_version,
        lookup => {
            let given = api_version.unwrap_or_default();
            if let Some(problem) = refused(&lookup, kind, given, version) {
                return Err(problem).at(&ctx);
            }
            given.to_string()
        }
    };
    let mut metadata = match content.get("metadata") {
        None => Map::new(),
        Some(metadata) => metadata
            .read_lock::<Map>()
            .map(|map| map.clone())
            .ok_or_else(|| not_a_map("metadata"))
            .at(&ctx)?,
    };
    metadata.entry("name".into()).or_insert_with(|| name.into());
    Ok(headed(content, [api_version.into(), kind.into(), metadata.into()], &run))
}

/// An object with what it begins with, in which order it is written where no schema knows its kind.
fn headed(mut object: Map, head: [Dynamic; 3], run: &Run) -> Map {
    let own = run.keys_in_order(&object).into_iter().filter(|key| !HEAD.contains(&key.as_str()));
    run.learn_order(&HEAD.map(Key::from).into_iter().chain(own).collect::<Vec<_>>());
    object.extend(HEAD.map(Into::into).into_iter().zip(head));
    object
}

fn not_a_map(key: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("`{key}` of an object is a map"))
        .hint(format!("write it as `{key}: #{{ ... }}`").as_str())
}

/// A map that has to be an object.
fn manifest(ctx: Ctx<'_>, content: Map) -> Fallible<Map> {
    let missing = ["apiVersion", "kind"].into_iter().find(|key| !content.contains_key(*key));
    match missing {
        None => Ok(content),
        Some(key) => {
            let message = format!("this is no Kubernetes object: it has no `{key}`");
            let hint = "`k8s::object(kind, name, #{ ... })` finds the API version";
            Err(Diagnostic::error("missing-key", message).hint(hint)).at(&ctx)
        }
    }
}

/// The objects in a text of YAML documents, those of lists one by one.
fn parse(ctx: Ctx<'_>, text: &str) -> Fallible<Array> {
    let run = Run::of(&ctx);
    let text = run.plain_text(text).at(&ctx)?;
    let documents = read::yaml(&text).map_err(|error| {
        Diagnostic::error("unreadable-file", error.to_string()).hint("each document is a YAML map")
    });
    let mut objects = Vec::new();
    for document in documents.at(&ctx)? {
        add(document.value, &mut objects).at(&ctx)?;
    }
    Ok(objects.iter().map(|object| to_dynamic(&run, object)).collect())
}

fn add(value: Value, objects: &mut Vec<Value>) -> Result<(), Diagnostic> {
    if matches!(value.bare(), Value::Null) {
        return Ok(());
    }
    if !is_object(&value) {
        let message =
            format!("{} is no Kubernetes object: it needs `apiVersion` and `kind`", value.kind());
        return Err(Diagnostic::error("missing-key", message)
            .hint("read other YAML with `data::parse_yaml_all`"));
    }
    match shape::items(&value) {
        Some(items) => items.iter().cloned().try_for_each(|item| add(item, objects)),
        None => {
            objects.push(value);
            Ok(())
        }
    }
}

/// Lays a strategic merge patch on an object.
fn merge_patch(ctx: Ctx<'_>, object: Map, changes: Map) -> Fallible<Map> {
    let run = Run::of(&ctx);
    let kind = kinds::known(&object, &run);
    let view = kind.as_ref().map(|kind| kind.schema.view());
    Patched { run: &run }.map(object, changes, view).at(&ctx)
}

/// Applies the operations of a JSON patch to an object.
fn json_patch(ctx: Ctx<'_>, object: Map, operations: Array) -> Fallible<Dynamic> {
    let run = Run::of(&ctx);
    operations
        .iter()
        .try_fold(Dynamic::from(object), |object, operation| operate(object, operation, &run))
        .at(&ctx)
}
