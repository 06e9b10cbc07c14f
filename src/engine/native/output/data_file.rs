//! Plain data to a file whose name says the format.

use super::templates::Templates;
use crate::diag::{Diagnostic, Place};
use crate::emit::{Node, Unfit, dotenv, json, lower, text, toml, yaml};
use crate::engine::native::handle::{Around, Artifact, Part};
use crate::engine::run::context::Run;
use crate::value::{Hole, Language, Path, Piece, Text, Trail, Value};
use std::borrow::Cow;

/// A problem with some data, and where in it.
struct Misfit {
    path: Path,
    problem: Diagnostic,
}

/// The file that `value` becomes at `path`.
///
/// # Errors
/// When the format can't carry it, or when a hole stands in it.
pub fn artifact(path: &str, value: &Value, around: &Around<'_>) -> Result<Artifact, Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let templates = around.run.templates.iter().find(|templates| (templates.has)(name));
    let text = write(name, value, templates).map_err(|misfit| {
        told(misfit, path, |inside| Some(around.locate(around.place, value, inside)))
    })?;
    Ok(Artifact {
        kind: "a file",
        place: path.into(),
        parts: vec![Part { text, ..Part::default() }],
    })
}

/// The text of the file that `value` becomes at `path`.
///
/// # Errors
/// When the format can't carry it, or when a hole stands in it.
pub(crate) fn text_of(path: &str, value: &Value) -> Result<String, Diagnostic> {
    write(path.rsplit('/').next().unwrap_or(path), value, None)
        .map_err(|misfit| told(misfit, path, |_| None))
}

/// One document of the YAML file `file`; `call` is where the recipe adds it.
///
/// # Errors
/// When a hole stands in it.
pub fn document<'v>(
    file: &str,
    value: &'v Value,
    run: &Run,
    call: Option<&Place>,
) -> Result<Node<'v>, Diagnostic> {
    node(value, None)
        .map_err(|misfit| told(misfit, file, |path| call.map(|call| run.locate(call, value, path))))
}

fn told(misfit: Misfit, file: &str, locate: impl FnOnce(&Path) -> Option<Place>) -> Diagnostic {
    let Misfit { path, problem } = misfit;
    let place = locate(&path);
    let note =
        if path.is_root() { format!("in `{file}`") } else { format!("in `{file}`, at `{path}`") };
    problem.at(place).note(note)
}

fn write(name: &str, value: &Value, templates: Option<&Templates>) -> Result<String, Misfit> {
    if let Value::Text(content) = value.bare() {
        return plain_text(content, &Trail::ROOT).map(|content| text::emit(&content));
    }
    match format_of(name) {
        Some(Format::Yaml) => {
            refuse_objects(value).and_then(|()| Ok(yaml::emit(&node(value, templates)?)))
        }
        Some(Format::Json) => json::emit(&node(value, templates)?).map_err(unfit),
        Some(Format::Toml) => toml::emit(&node(value, templates)?).map_err(unfit),
        Some(Format::Dotenv) => variables(value),
        None => lines(value).unwrap_or_else(|| Err(no_format(name, value))),
    }
}

/// An array of texts is as good as text: its items are the lines of the file.
fn lines(value: &Value) -> Option<Result<String, Misfit>> {
    let items = value
        .as_list()
        .filter(|items| !items.is_empty() && items.iter().all(|item| item.as_text().is_some()))?;
    let root = Trail::ROOT;
    let lines = items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| Some(plain_text(item.as_text()?, &root.index(i))));
    Some(lines.map(|line| line.map(|line| format!("{line}\n"))).collect())
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Yaml,
    Json,
    Toml,
    Dotenv,
}

fn format_of(name: &str) -> Option<Format> {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        _ if name == ".env" || name.starts_with(".env.") => Some(Format::Dotenv),
        Some("yaml" | "yml") => Some(Format::Yaml),
        Some("json") => Some(Format::Json),
        Some("toml") => Some(Format::Toml),
        Some("env") => Some(Format::Dotenv),
        _ => None,
    }
}

fn node<'v>(value: &'v Value, templates: Option<&Templates>) -> Result<Node<'v>, Misfit> {
    let Some(templates) = templates else {
        return lower::lower(value, &mut |text, trail| plain_text(text, trail).map(Node::from));
    };
    if let Some((path, problem)) = templates.refused_key(value, &Trail::ROOT) {
        return Err(Misfit { path, problem });
    }
    let written = |text, trail: &Trail<'_>| {
        (templates.text)(text, trail).map_err(|problem| Misfit { path: trail.path(), problem })
    };
    lower::lower(value, &mut |text, trail| written(text, trail).map(Node::from))
}

fn plain_text<'v>(text: &'v Text, trail: &Trail<'_>) -> Result<Cow<'v, str>, Misfit> {
    match text {
        Text::Plain(plain) => Ok(Cow::Borrowed(plain)),
        Text::Pieces(pieces) => pieces
            .iter()
            .map(|piece| plain_piece(piece, trail))
            .collect::<Result<String, _>>()
            .map(Cow::Owned),
    }
}

fn plain_piece<'v>(piece: &'v Piece, trail: &Trail<'_>) -> Result<&'v str, Misfit> {
    match piece {
        Piece::Plain(plain) | Piece::Literal(plain) => Ok(plain),
        Piece::Hole(hole) => Err(Misfit { path: trail.path(), problem: refused(hole) }),
    }
}

/// A hole that nothing fills in.
pub fn refused(hole: &Hole) -> Diagnostic {
    match hole {
        Hole::Secret(name) => {
            Diagnostic::error("secret-refused", format!("the secret `{name}` can't be written into this file: nothing would fill it in"))
                .hint("pass it through the environment of what reads the file: a workflow's `env`, a Terraform variable")
        }
        Hole::Expr(expr) => {
            let language = if expr.language == Language::target() { "" } else { &*format!("{} ", expr.language.0) };
            let message = format!("the {language}expression `{}` can't be written into this file: nothing would evaluate it", expr.source);
            Diagnostic::error("foreign-expression", message).hint("use it in a file of the tool that it belongs to")
        }
    }
}

/// What a format can't carry, of the file at `path`.
pub(super) fn unfit_in(problem: Unfit, path: &str) -> Diagnostic {
    told(unfit(problem), path, |_| None)
}

fn unfit(unfit: Unfit) -> Misfit {
    let problem = Diagnostic::error("unsupported-value", unfit.to_string())
        .hint("leave it out with `()`, write it as text, or emit the file in another format");
    Misfit { path: unfit.path, problem }
}

fn variables(value: &Value) -> Result<String, Misfit> {
    let Some(map) = value.as_map() else {
        return Err(Misfit {
            path: Path::root(),
            problem: Diagnostic::error(
                "wrong-type",
                format!("an environment file takes a map, found {}", value.kind()),
            )
            .hint("write `#{ NAME: \"value\" }`"),
        });
    };
    let mut entries = Vec::new();
    for (name, value) in map.iter() {
        let root = Trail::ROOT;
        let trail = root.key(name);
        let comments = value.comments();
        entries.push(dotenv::Entry {
            name: name.as_str().into(),
            value: variable(value, &trail)?,
            above: comments
                .map(|comments| comments.above.iter().map(|line| line.as_str().into()).collect())
                .unwrap_or_default(),
            beside: comments.and_then(|comments| comments.beside.as_deref()).map(Cow::from),
        });
    }
    dotenv::emit(&[dotenv::Section { heading: Vec::new(), entries }]).map_err(unfit)
}

fn variable<'v>(value: &'v Value, trail: &Trail<'_>) -> Result<Cow<'v, str>, Misfit> {
    match value.bare() {
        Value::Text(text) => plain_text(text, trail),
        Value::Bool(flag) => Ok(flag.to_string().into()),
        Value::Int(int) => Ok(int.to_string().into()),
        Value::Float(float) => Ok(float.to_string().into()),
        Value::Null => Ok("".into()),
        other => Err(Misfit {
            path: trail.path(),
            problem: Diagnostic::error(
                "wrong-type",
                format!("a variable takes text or a number, found {}", other.kind()),
            )
            .hint("write it as text; `data::to_json(value)` makes one of a map or an array"),
        }),
    }
}

/// `kubectl` reads one object per document, and an array of objects is none.
fn refuse_objects(value: &Value) -> Result<(), Misfit> {
    let is_object = |item: &Value| item.get("apiVersion").is_some() && item.get("kind").is_some();
    match value.as_list() {
        Some(items) if !items.is_empty() && items.iter().all(is_object) => Err(Misfit {
            path: Path::root(),
            problem: Diagnostic::error("array-of-objects", "an array of Kubernetes objects is no file that `kubectl` reads")
                .hint("for one file with a document each, use `yaml::documents(path)` and `add` them")
                .hint("for one list object, emit `#{ apiVersion: \"v1\", kind: \"List\", items: objects }`"),
        }),
        _ => Ok(()),
    }
}

fn no_format(name: &str, value: &Value) -> Misfit {
    let message = match name {
        "" => format!("a folder is no place for {}, which has no name of its own", value.kind()),
        name => format!("the name `{name}` says no format for {}", value.kind()),
    };
    let problem = Diagnostic::error("unknown-format", message)
        .hint("formats are `.yaml`, `.yml`, `.json`, `.toml`, `.env` and `.env.<name>`; any other file takes text");
    Misfit { path: Path::root(), problem }
}
