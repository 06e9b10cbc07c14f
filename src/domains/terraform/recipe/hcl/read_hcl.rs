//! Existing HCL as data: what a recipe reads with `read_hcl`, and adds to a root.
//!
//! ```text
//! resource "aws_vpc" "main" { ... }  ─►  #{ resource: #{ aws_vpc: #{ main: #{ ... } } } }
//! ```
//!
//! Comments are no data, and left out.

use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::block::nested::inside;
use crate::domains::terraform::block::reference::hole;
use crate::domains::terraform::block::{BLOCK_TAG, DYNAMIC, LANGUAGE};
use crate::domains::terraform::tables;
use crate::emit::hcl::{self, Body, Expr, Key as FieldKey, Label, Strip, Structure, emit_expr};
use crate::engine::Run;
use crate::schema::{Field, Lookup, Schema, View};
use crate::value::{Key, Map, Piece, Text, Value};

/// Blocks that be once in a module, however often they are written.
const JOINED: [&str; 4] = ["terraform", "locals", "required_providers", "provider_meta"];

/// Blocks of types that providers have.
const TYPED: [&str; 3] = ["resource", "data", "ephemeral"];

/// The data in a file.
///
/// # Errors
/// When the text is not HCL; the place is inside of it.
pub(crate) fn read(text: &str, file: &str, run: &Run) -> Result<Value, Diagnostic> {
    let body = crate::domains::terraform::parse::body(text).map_err(|error| {
        Diagnostic::error("invalid-hcl", error.message.clone())
            .at(Place::new(file, error.line, error.column))
            .hint("`terraform fmt` reports the same, and accepts files that are right")
    })?;
    Ok(Value::Map(top(&body, run)))
}

/// The problem of a text that is no file: its line and column are in words.
pub(crate) fn without_place(mut problem: Diagnostic) -> Diagnostic {
    let place = problem.place.take();
    match place {
        Some(place) => problem.note(format!(
            "in line {} of the text, at column {}",
            place.start.line, place.start.column
        )),
        None => problem,
    }
}

fn top(body: &Body, run: &Run) -> Map {
    gathered(body, &|block| plain(block, in_type(block, of_body(&block.body), run), run))
}

fn of_body(body: &Body) -> Map {
    gathered(body, &|block| of_body(&block.body))
}

/// Attributes and blocks by their names; `read` returns the data in a block.
fn gathered(body: &Body, read: &dyn Fn(&hcl::Block) -> Map) -> Map {
    let mut all = Map::new();
    for structure in &body.structures {
        match structure {
            Structure::Attribute(attribute) => {
                all.insert(attribute.name.as_str(), value(&attribute.value));
            }
            Structure::Block(block) => put_block(&mut all, block, read(block)),
            Structure::Comment(_) => {}
        }
    }
    all
}

/// A body of a type whose blocks the tables know, as plain data: they become blocks again when it is written.
fn in_type(block: &hcl::Block, body: Map, run: &Run) -> Map {
    let name = block.labels.first().map(Label::as_str).unwrap_or_default();
    match tables::of(run).schema(block.kind.as_str(), name) {
        Lookup::Known(schema) if TYPED.contains(&block.kind.as_str()) => {
            untagged(body, schema.view())
        }
        _ => body,
    }
}

fn untagged(body: Map, view: View<'_>) -> Map {
    let one = |value: Value, inner: View<'_>| match value.as_map().cloned() {
        Some(map) if value.tag() == Some(BLOCK_TAG) => Value::Map(untagged(map, inner)),
        _ => value,
    };
    let entry = |(key, value): (Key, Value)| {
        let value = match (inside(view, &key), &value) {
            (Some(inner), Value::List(items)) => {
                items.iter().map(|item| one(item.clone(), inner)).collect::<Vec<_>>().into()
            }
            (Some(inner), _) => one(value, inner),
            _ => value,
        };
        (key, value)
    };
    body.into_iter().map(entry).collect()
}

/// What Terraform itself takes as blocks, as plain data.
fn plain(block: &hcl::Block, mut body: Map, run: &Run) -> Map {
    let language = tables::of(run).language(block.kind.as_str());
    let fields = language.as_ref().and_then(Schema::object).map(|object| &object.fields[..]);
    let is_block = |field: &&Field| field.marks.is_block || &*field.name == DYNAMIC;
    for field in fields.unwrap_or_default().iter().filter(is_block) {
        if let Some(value) = body.get_mut(&field.name) {
            *value = value.map_bare(&mut |_| None);
        }
    }
    body
}

/// Puts a block under its kind and its labels; a second one of the same makes a list.
fn put_block(all: &mut Map, block: &hcl::Block, body: Map) {
    let kind = block.kind.as_str();
    let labels: Vec<&str> = block.labels.iter().map(Label::as_str).collect();
    let is_nested = labels.is_empty() && !JOINED.contains(&kind);
    let body = if is_nested { Value::Map(body).tagged(BLOCK_TAG) } else { Value::Map(body) };
    put(all, kind, &labels, body);
}

fn put(all: &mut Map, name: &str, labels: &[&str], body: Value) {
    let known = all.get(name).cloned();
    let value = match (labels.split_first(), known) {
        (Some((label, rest)), known) => {
            let mut inner = known.and_then(|known| known.as_map().cloned()).unwrap_or_default();
            put(&mut inner, label, rest, body);
            Value::Map(inner)
        }
        (None, None) => body,
        (None, Some(Value::Map(mut map))) if JOINED.contains(&name) => {
            body.as_map()
                .into_iter()
                .flat_map(Map::iter)
                .for_each(|(key, value)| drop(map.insert(key.clone(), value.clone())));
            Value::Map(map)
        }
        (None, Some(Value::List(mut items))) => {
            items.push(body);
            Value::List(items)
        }
        (None, Some(first)) => Value::List(vec![first, body]),
    };
    all.insert(name, value);
}

/// Data where it is data, and an expression elsewhere.
fn value(expr: &Expr) -> Value {
    match expr {
        Expr::Null => Value::Null,
        Expr::Bool(flag) => Value::Bool(*flag),
        Expr::Number(number) => number_of(number.as_str()).unwrap_or_else(|| expression(expr)),
        Expr::Text(text) => of_pieces(&[hcl::Piece::Text(text.clone())], expr),
        Expr::Template(template) => of_pieces(template.pieces(), expr),
        Expr::Heredoc(heredoc) => of_pieces(heredoc.pieces(), expr),
        Expr::List(list) => {
            list.items.iter().map(|item| value(&item.value)).collect::<Vec<_>>().into()
        }
        Expr::Object(object) => object
            .fields
            .iter()
            .map(|field| Some((name(&field.key)?, value(&field.value))))
            .collect::<Option<Map>>()
            .map_or_else(|| expression(expr), Value::Map),
        Expr::Paren(inner) if !matches!(**inner, Expr::Binary(..) | Expr::Conditional(_)) => {
            value(inner)
        }
        _ => expression(expr),
    }
}

fn expression(expr: &Expr) -> Value {
    hole(&emit_expr(expr), LANGUAGE).into()
}

/// The number, where the language has it: others stay as they are written.
fn number_of(text: &str) -> Option<Value> {
    if let Ok(int) = text.parse::<i64>() {
        return Some(Value::Int(int));
    }
    text.parse::<f64>().ok().filter(|float| format!("{float:?}") == text).map(Value::Float)
}

fn name(key: &FieldKey) -> Option<Key> {
    match key {
        FieldKey::Name(name) => Some(Key::from(name.as_str())),
        FieldKey::Text(text) => Some(Key::from(text.as_str())),
        FieldKey::Expr(_) | FieldKey::Path(_) => None,
    }
}

fn of_pieces(parts: &[hcl::Piece], whole: &Expr) -> Value {
    pieces(parts.iter()).map_or_else(|| expression(whole), Value::Text)
}

/// Text with its expressions as holes; none where it decides or repeats.
fn pieces<'a>(parts: impl Iterator<Item = &'a hcl::Piece>) -> Option<Text> {
    let piece = |part: &hcl::Piece| match part {
        hcl::Piece::Text(text) if text.contains("${") || text.contains("%{") => {
            Some(Piece::Literal(text.clone()))
        }
        hcl::Piece::Text(text) => Some(Piece::Plain(text.clone())),
        hcl::Piece::Value(expr, strip) if *strip == Strip::default() => {
            Some(Piece::Hole(hole(&emit_expr(expr), LANGUAGE)))
        }
        _ => None,
    };
    let mut pieces = parts.map(piece).collect::<Option<Vec<_>>>()?;
    Some(match pieces.as_mut_slice() {
        [] => Text::Plain("".into()),
        [Piece::Plain(text)] => Text::Plain(std::mem::take(text)),
        _ => Text::Pieces(pieces),
    })
}
