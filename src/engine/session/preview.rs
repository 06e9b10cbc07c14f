//! Values as what they would become: data as YAML, a thing as the files that it makes.

use crate::diag::Place;
use crate::emit::{Node, json as emit_json, lower, yaml};
use crate::engine::native::handle::{AnyHandle, Around};
use crate::engine::native::literal;
use crate::engine::native::output::emit::EmittedFiles;
use crate::engine::run::context::Run;
use crate::engine::run::output::artifact::Artifact;
use crate::util::lock::lock;
use crate::value::{Hole, Map, Text, Value};
use rhai::Dynamic;

/// Whether a value is the files that were just emitted, which are reported anyway.
pub(crate) fn is_news(run: &Run, value: &Dynamic, emits: u32) -> bool {
    value.is::<EmittedFiles>() && lock(&run.sink).emits() > emits
}

/// The value as it is shown; none for `()`.
pub(crate) fn shown(run: &Run, value: &Dynamic) -> Option<String> {
    if let Some(thing) = run.handle(value) {
        return Some(thing_shown(run, &*thing));
    }
    match run.convert(value) {
        Ok(data) => data.as_ref().map(data_shown),
        // Text with something in it that has none: why says more than what it is.
        Err(problem) if value.is_string() => Some(format!("# {}", problem.message)),
        Err(_) => Some(run.shown(value)),
    }
}

/// The value as JSON; what is no data is written as text.
pub(crate) fn json(run: &Run, value: &Dynamic) -> String {
    let data = match run.convert(value) {
        Ok(data) => data.unwrap_or(Value::Null),
        Err(_) => Value::from(run.shown(value)),
    };
    let node = lower::lower::<std::convert::Infallible>(&data, &mut |text, _| Ok(node(text)));
    let text = node.map(|node| emit_json::emit(&node));
    text.ok().and_then(Result::ok).unwrap_or_else(|| "null\n".into())
}

fn data_shown(data: &Value) -> String {
    match data.bare() {
        Value::List(items) if !items.is_empty() => data_as_yaml(data),
        Value::Map(map) if !map.is_empty() => data_as_yaml(data),
        _ => literal::literal(data),
    }
}

fn data_as_yaml(data: &Value) -> String {
    let node = lower::lower::<std::convert::Infallible>(data, &mut |text, _| Ok(node(text)));
    node.map(|node| yaml::emit(&node)).unwrap_or_default()
}

/// Text whose holes are written as in a recipe: what they become, each target says for itself.
fn node(text: &Text) -> Node<'_> {
    match text {
        Text::Plain(plain) => Node::from(plain.as_str()),
        pieces => Node::from(literal::pieces_literal(pieces)),
    }
}

fn thing_shown(run: &Run, thing: &dyn AnyHandle) -> String {
    let place = Place::new(super::SESSION, 1, 1);
    let secrets = run.secrets();
    let around = Around { is_preview: true, ..Around::new(run, &secrets, &place) };
    let made = thing.emittable().map(|thing| thing.files(&around));
    // Warnings about a thing are reported when it is emitted.
    drop(run.take_reported());
    match made {
        Some(Ok(artifact)) if !artifact.parts.is_empty() => files(&artifact),
        Some(Ok(_)) => format!("# {}, with nothing in it yet", thing.show()),
        Some(Err(problems)) => {
            let why =
                problems.first().map_or("it is not complete", |problem| problem.message.as_str());
            format!("# {}, which can't be emitted yet: {why}", thing.show())
        }
        None => thing.preview().unwrap_or_else(|| without_files(run, thing)),
    }
}

/// The files of a thing, each under its path.
fn files(artifact: &Artifact) -> String {
    let path = |inside: &str| format!("{}{inside}", artifact.place);
    let texts = artifact.parts.iter().map(|part| format!("# {}\n{}", path(&part.path), part.text));
    texts.collect::<Vec<_>>().join("\n")
}

/// A thing that makes no files: what it refers to, or what it is and its properties.
fn without_files(run: &Run, thing: &dyn AnyHandle) -> String {
    let value = thing.to_value().ok();
    match value.as_ref().and_then(Value::as_text).and_then(Text::as_hole) {
        Some(Hole::Secret(name)) => secret(run, name),
        Some(hole) => literal::hole_literal(hole),
        None => {
            let value = |name: &String| {
                Some((name.clone(), run.convert(&thing.member(run, name)?).ok().flatten()?))
            };
            let members: Map = thing.members(run).iter().filter_map(value).collect();
            let heading = format!("# {}", thing.show());
            if members.is_empty() {
                heading
            } else {
                format!("{heading}\n{}", data_as_yaml(&members.into()))
            }
        }
    }
}

/// A secret is described by its declaration; its value is not known here.
fn secret(run: &Run, name: &str) -> String {
    let known = run.secrets().remove(name).unwrap_or_default();
    let said = [
        ("description", known.description),
        ("get_from", known.get_from),
        ("permissions", known.permissions),
        ("platform", known.platform),
        ("environments", known.environments.map(|names| names.join(", "))),
    ];
    let said: Map =
        said.into_iter().filter_map(|(key, text)| Some((key, Value::from(text?)))).collect();
    let heading = format!("# the secret `{name}`: a reference, whose value no recipe sees");
    if said.is_empty() { heading } else { format!("{heading}\n{}", data_as_yaml(&said.into())) }
}
