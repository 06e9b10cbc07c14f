//! `data`: data as text of a format and back, for texts that are inside other files.

use super::foreign::{Format, all_to_recipe, to_recipe};
use crate::diag::{Diagnostic, Place};
use crate::emit::{Node, Unfit, json, lower, toml, yaml};
use crate::engine::error::lower_first;
use crate::engine::options::options;
use crate::engine::reading::refuse_mark;
use crate::engine::{Around, At, Fallible, Functions, Namespace, OptionMap, Page, Run, literal};
use crate::value::read::{ReadError, yaml as read_yaml};
use crate::value::{Piece, Text, Trail, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rhai::{Array, Dynamic, Map, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt::Write;

/// The namespace `data`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[methods]),
    options: &[OptionMap::of::<Json>(&["to_json"])],
    pages: &[Page::new(include_str!("data.md"))],
    ..Namespace::named("data", "Data as text of a format, and back.")
};

/// How `data::to_json` writes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Json {
    /// Puts each entry on a line of its own.
    pretty: bool,
}

/// Data or a document as text, by one of the emitters.
fn written(
    ctx: &Ctx<'_>,
    data: &Dynamic,
    write: fn(&Node<'_>) -> Result<String, Unfit>,
) -> Fallible<String> {
    let run = Run::of(ctx);
    let fitting = |node: &Node<'_>| {
        write(node).map_err(|unfit| {
            Diagnostic::error("unsupported-value", unfit.to_string())
                .hint("leave it out with `()`, write it as text, or use another format")
        })
    };
    if let Some(written) = document(&run, data, run.place(ctx), &fitting) {
        return written.at(ctx);
    }
    let value = run.convert(data).at(ctx)?;
    let value = value
        .ok_or_else(|| {
            Diagnostic::error("missing-value", "`()` is no data: there is nothing to write")
                .hint("give it a value, as in `value ?? #{}`")
        })
        .at(ctx)?;
    let node = lower::lower(&value, &mut text).at(ctx)?;
    fitting(&node).at(ctx)
}

/// The text of a thing that is a document; none for other values.
fn document(
    run: &Run,
    thing: &Dynamic,
    place: Option<Place>,
    write: &dyn Fn(&Node<'_>) -> Result<String, Diagnostic>,
) -> Option<Result<String, Diagnostic>> {
    let handle = run.handle(thing)?;
    let (secrets, place) = (run.secrets(), place.unwrap_or_default());
    let mut text = Ok(String::new());
    let around = Around::new(run, &secrets, &place);
    let built = handle.emittable()?.document(&around, &mut |built| text = write(&built.node))?;
    run.emitted(&*handle);
    Some(built.map_err(|problems| run.first_of(problems)).and(text))
}

/// Data as YAML for people: a secret or an expression in it is written as in a recipe.
pub(crate) fn readable(value: &Value) -> Option<String> {
    let shown = |text: &Text| {
        text.as_str().map_or_else(|| literal(&Value::Text(text.clone())), String::from)
    };
    let node = lower::lower(value, &mut |text, _: &Trail<'_>| {
        Ok::<_, Diagnostic>(Node::from(shown(text)))
    })
    .ok()?;
    Some(yaml::emit(&node))
}

fn text<'v>(text: &'v Text, trail: &Trail<'_>) -> Result<Node<'v>, Diagnostic> {
    match text {
        Text::Plain(plain) => Ok(plain.as_str().into()),
        Text::Pieces(pieces) => {
            let literal = |piece: &'v Piece| match piece {
                Piece::Plain(text) | Piece::Literal(text) => Some(text.as_str()),
                Piece::Hole(_) => None,
            };
            let plain: Option<String> = pieces.iter().map(literal).collect();
            plain.map(Node::from).ok_or_else(|| unknown(trail))
        }
    }
}

fn unknown(trail: &Trail<'_>) -> Diagnostic {
    let path = trail.path();
    let subject =
        if path.is_root() { "this text".to_string() } else { format!("the text at `{path}`") };
    Diagnostic::error(
        "not-known-yet",
        format!("{subject} holds a secret or an expression, which can't be written into a text of another format"),
    )
    .note("how it has to be quoted depends on a value that is not known while the recipe runs")
    .hint("emit the data itself where its target takes it, or leave the secret out and let the program read it from its environment")
}

fn parsed(ctx: &Ctx<'_>, text: &str, format: Format) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let text = run.plain_text(text).at(ctx)?;
    let value = format.read(&text).map_err(|error| unreadable(&error, format)).at(ctx)?;
    to_recipe(&run, &value).at(ctx)
}

/// The text is in no file, so the message itself says where in it.
fn unreadable(error: &ReadError, format: Format) -> Diagnostic {
    let place = error
        .span
        .map(|span| format!("line {}, column {}: ", span.start.line, span.start.column))
        .unwrap_or_default();
    Diagnostic::error(
        "unreadable-text",
        format!("the text is no {}: {place}{}", format.name(), error.message),
    )
    .hint(error.hint.unwrap_or("put the text right before it is read"))
}

fn decoded(text: &str) -> Result<String, Diagnostic> {
    let no_base64 = |error| {
        Diagnostic::error("unreadable-text", format!("the text is no base64: {error}"))
            .hint("base64 holds letters, digits, `+` and `/`, and ends in `=`")
    };
    let bytes = STANDARD
        .decode(text.trim_end())
        .map_err(|error| no_base64(lower_first(error.to_string().trim_end_matches('.'))))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error("unreadable-text", "the base64 decodes to bytes that are no text")
            .hint("a recipe can hold text only: pass the base64 on as it is")
    })?;
    refuse_mark(&text)?;
    Ok(text)
}

fn url_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            write!(encoded, "%{byte:02X}").expect("a string takes text");
        }
    }
    encoded
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("data::to_yaml(data)", |ctx: Ctx, data: Dynamic| -> Fallible<String> {
        written(&ctx, &data, |node| Ok(yaml::emit(node)))
    });
    functions
        .add("data::to_json(data)", |ctx: Ctx, data: Dynamic| written(&ctx, &data, json::line));
    functions.add("data::to_json(data, options)", to_json_with);
    functions
        .add("data::to_toml(data)", |ctx: Ctx, data: Dynamic| written(&ctx, &data, toml::emit));
    functions
        .add("data::parse_yaml(text)", |ctx: Ctx, text: &str| parsed(&ctx, text, Format::Yaml));
    functions.add("data::parse_yaml_all(text)", parse_yaml_all);
    functions
        .add("data::parse_json(text)", |ctx: Ctx, text: &str| parsed(&ctx, text, Format::Json));
    functions
        .add("data::parse_toml(text)", |ctx: Ctx, text: &str| parsed(&ctx, text, Format::Toml));
    functions.add("data::base64(text)", |ctx: Ctx, text: &str| {
        Run::of(&ctx).plain_text(text).map(|text| STANDARD.encode(text)).at(&ctx)
    });
    functions.add("data::base64_decode(text)", |ctx: Ctx, text: &str| {
        Run::of(&ctx).plain_text(text).and_then(|text| decoded(&text)).at(&ctx)
    });
    functions.add("data::url_encode(text)", |ctx: Ctx, text: &str| {
        Run::of(&ctx).plain_text(text).map(|text| url_encoded(&text)).at(&ctx)
    });
}

fn to_json_with(ctx: Ctx, data: Dynamic, given: Map) -> Fallible<String> {
    let Json { pretty } = options(&ctx, &given, "to_json")?;
    written(&ctx, &data, if pretty { json::emit } else { json::line })
}

fn parse_yaml_all(ctx: Ctx, text: &str) -> Fallible<Array> {
    let run = Run::of(&ctx);
    let text = run.plain_text(text).at(&ctx)?;
    let documents = read_yaml(&text).map_err(|error| unreadable(&error, Format::Yaml)).at(&ctx)?;
    all_to_recipe(&run, &documents).at(&ctx)
}

fn methods(functions: &mut Functions<'_>) {
    functions.add("map.to_json()", |ctx: Ctx, map: &mut Map| -> Fallible<String> {
        written(&ctx, &map.clone().into(), json::line)
    });
    functions.add("parse_json(text)", |ctx: Ctx, text: &str| parsed(&ctx, text, Format::Json));
}
