//! Plain data to a file whose name says the format.

use crate::diag::Diagnostic;
use crate::emit::{Node, Syntax, dotenv, lower, text};
use crate::engine::native::handle::{Around, Built, WriteBuilt};
use crate::engine::run::output::artifact::{Artifact, Part};
use crate::engine::run::output::misfit::Misfit;
use crate::value::{Hole, Language, Path, Piece, Text, Trail, Value};
use std::borrow::Cow;

/// The file that `value` becomes at `path`.
///
/// # Errors
/// When the format can't carry it, or when it has a hole.
pub fn artifact(path: &str, value: &Value, around: &Around<'_>) -> Result<Artifact, Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    around.keep(value);
    let text = write(name, value).map_err(|misfit| {
        misfit.diagnostic(path, |inside| Some(around.locate(around.place, value, inside)))
    })?;
    Ok(Artifact { kind: "a file", place: path.into(), parts: vec![Part::of(text)] })
}

/// The text of the file that `value` becomes at `path`.
///
/// # Errors
/// When the format can't carry it, or when it has a hole.
pub(crate) fn text_of(path: &str, value: &Value) -> Result<String, Diagnostic> {
    write(path.rsplit('/').next().unwrap_or(path), value)
        .map_err(|misfit| misfit.diagnostic(path, |_| None))
}

/// Passes on one document of the YAML file at `path`.
///
/// # Errors
/// When it has a hole.
pub fn build(
    path: &str,
    value: &Value,
    around: &Around<'_>,
    write: WriteBuilt<'_>,
) -> Result<(), Diagnostic> {
    around.keep(value);
    let node = node(value).map_err(|misfit| {
        misfit.diagnostic(path, |inside| Some(around.locate(around.place, value, inside)))
    })?;
    write(Built { path: path.into(), syntax: Syntax::Yaml, node, value });
    Ok(())
}

fn write(name: &str, value: &Value) -> Result<String, Misfit> {
    if let Value::Text(content) = value.bare() {
        return plain_text(content, &Trail::ROOT).map(|content| text::emit(&content));
    }
    match Syntax::of(name) {
        _ if is_dotenv(name) => variables(value),
        Some(syntax) => syntax.write(&node(value)?).map_err(Misfit::from),
        None => lines(value).unwrap_or_else(|| Err(no_format(name, value))),
    }
}

fn is_dotenv(name: &str) -> bool {
    name == ".env" || name.starts_with(".env.") || name.ends_with(".env")
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

fn node(value: &Value) -> Result<Node<'_>, Misfit> {
    lower::lower(value, &mut |text, trail| plain_text(text, trail).map(Node::from))
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
    dotenv::emit(&[dotenv::Section { heading: Vec::new(), entries }]).map_err(Misfit::from)
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
                format!("a variable takes a string or a number, found {}", other.kind()),
            )
            .hint("write it as text; `data::to_json(value)` makes one of a map or an array"),
        }),
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
