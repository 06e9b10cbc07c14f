//! Types of Terraform's providers, as `sw doc aws_vpc` shows them: their arguments and their attributes.

use super::super::ui::Ui;
use crate::cli::output::paint::{CODE, FAINT, HEADING, painted};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use sw::diag::{Diagnostic, FORMAT_VERSION};
use sw::engine::World;
use sw::engine::world::DiskWorld;
use sw::project;
use sw::schema::terraform::{
    Argument, Block, Count, Kind, Lookup, Plain, Presence, Tables, provider_of,
};

/// The kinds of types, and how a recipe writes one.
const KINDS: [(&str, &str); 4] = [
    ("resource", "tf.resource"),
    ("data", "tf.data"),
    ("ephemeral", "tf.ephemeral"),
    ("provider", "tf.provider"),
];

/// A type that is known.
pub(super) struct Type<'a> {
    kind: &'static str,
    call: &'static str,
    name: &'a str,
    block: Arc<Block>,
    /// Where its provider comes from, and the version that is told of.
    source: String,
    version: String,
}

/// What is known of providers in the project around a folder.
pub(super) fn known(here: &Path) -> Tables {
    let root = project::find(here).unwrap_or_else(|| here.to_path_buf());
    let world = DiskWorld::new(&root).ok();
    Tables::new(Box::new(move |path| world.as_ref()?.read(path).ok()))
}

/// Everything that has this name: a resource and a data source often share one.
pub(super) fn find<'a>(tables: &Tables, name: &'a str) -> Vec<Type<'a>> {
    let (source, version) = tables.version(provider_of(name)).unwrap_or_default();
    let known = KINDS.into_iter().filter_map(|(kind, call)| match tables.schema(kind, name) {
        Lookup::Known(block) => {
            Some(Type { kind, call, name, block, source: source.clone(), version: version.clone() })
        }
        _ => None,
    });
    known.collect()
}

/// The nearest name of a resource, when the provider is known.
pub(super) fn near(tables: &Tables, name: &str) -> Option<String> {
    if let Lookup::Unknown(near) = tables.schema("resource", name) { near } else { None }
}

/// That the provider had it in earlier versions.
pub(super) fn removed(tables: &Tables, name: &str) -> Option<Diagnostic> {
    let last =
        ["resource", "data"].into_iter().find_map(|kind| match tables.schema(kind, name) {
            Lookup::Removed(last) => Some(last),
            _ => None,
        })?;
    let (source, version) = tables.version(provider_of(name))?;
    let message = format!(
        "the provider `{source}` has no `{name}` any more: it was last in version {last}.x"
    );
    let hint = "the provider's upgrade guide says what took its place";
    Some(
        Diagnostic::error("unknown-entry", message)
            .note(format!("its table here is that of {version}"))
            .hint(hint),
    )
}

/// Their arguments and attributes, for a terminal.
pub(super) fn page(types: &[Type<'_>], ui: &Ui) -> String {
    types.iter().map(|found| told(found, ui)).collect::<Vec<_>>().join("\n")
}

fn told(found: &Type<'_>, ui: &Ui) -> String {
    let (source, version) = (&found.source, &found.version);
    let title = format!("{} {}", found.kind, found.name);
    let call = if found.kind == "provider" {
        format!("{}(\"{}\", #{{ ... }})", found.call, found.name)
    } else {
        format!("{}(\"{}\", name, #{{ ... }})", found.call, found.name)
    };
    let mut page = format!(
        "{}\n\n  {}\n  {}\n",
        painted(&title, HEADING, ui),
        painted(&call, CODE, ui),
        painted(
            &format!(
                "{source}, table of {version}{}",
                if found.block.is_deprecated { "; deprecated" } else { "" }
            ),
            FAINT,
            ui
        )
    );
    let is = |wanted: Presence| move |argument: &&Argument| argument.presence == wanted;
    for (head, presence) in [
        ("Required", Presence::Required),
        ("Optional", Presence::Optional),
        ("Attributes", Presence::Computed),
    ] {
        let arguments: Vec<&Argument> = found.block.arguments.iter().filter(is(presence)).collect();
        if !arguments.is_empty() {
            let _ = write!(page, "\n  {}\n", painted(head, HEADING, ui));
            arguments.iter().for_each(|argument| line(&mut page, argument, 2, ui));
        }
    }
    if !found.block.removed.is_empty() {
        let _ = write!(page, "\n  {}\n", painted("Removed", HEADING, ui));
    }
    for gone in &found.block.removed {
        let last = painted(&format!(": last in version {}.x", gone.last), FAINT, ui);
        let _ = writeln!(page, "  {}{last}", painted(&gone.name, CODE, ui));
    }
    page
}

/// An argument, and those inside of it, which are required where a `!` stands.
fn line(page: &mut String, argument: &Argument, depth: usize, ui: &Ui) {
    let must = if depth > 2 && argument.presence == Presence::Required { "!" } else { "" };
    let name = painted(&format!("{}{must}", argument.name), CODE, ui);
    let _ = writeln!(
        page,
        "{}{name}{}",
        " ".repeat(depth),
        painted(&format!(": {}{}", words(&argument.kind), marks(argument)), FAINT, ui)
    );
    if let Some(inner) = inner(&argument.kind).filter(|_| argument.presence != Presence::Computed) {
        inner
            .arguments
            .iter()
            .filter(|argument| argument.presence != Presence::Computed)
            .for_each(|argument| line(page, argument, depth + 2, ui));
    }
}

fn inner(kind: &Kind) -> Option<&Block> {
    match kind {
        Kind::Block(_, inner) | Kind::Object(_, inner) => Some(inner),
        _ => None,
    }
}

/// What the schema says of an argument besides its type.
fn marks(argument: &Argument) -> String {
    let marks = argument.marks;
    let deprecated = argument
        .instead
        .as_ref()
        .map_or_else(|| "deprecated".into(), |instead| format!("deprecated: use {instead}"));
    let said = [
        (marks.is_sensitive, "sensitive".into()),
        (marks.is_write_only, "write-only".into()),
        (marks.is_deprecated, deprecated),
    ];
    said.iter().filter(|(is, _)| *is).map(|(_, word)| format!(", {word}")).collect()
}

fn words(kind: &Kind) -> String {
    match kind {
        Kind::Plain(plain) => name(*plain).into(),
        Kind::List(plain) => format!("list of {}", name(*plain)),
        Kind::Map(plain) => format!("map of {}", name(*plain)),
        Kind::Block(Count::One, _) => "block".into(),
        Kind::Block(..) => "block, repeatable".into(),
        Kind::Object(Count::One, _) => "map".into(),
        Kind::Object(Count::Many, _) => "list of map".into(),
        Kind::Object(Count::Named, _) => "map of map".into(),
    }
}

/// A type as Terraform names it.
fn name(plain: Plain) -> &'static str {
    match plain {
        Plain::Text => "string",
        Plain::Number => "number",
        Plain::Bool => "bool",
        Plain::Any => "any",
    }
}

/// The same as data.
pub(super) fn document(types: &[Type<'_>]) -> Value {
    let all = types.iter().map(|found| {
        json!({
            "kind": found.kind, "name": found.name, "provider": found.source, "version": found.version,
            "deprecated": found.block.is_deprecated, "arguments": arguments(&found.block), "removed": removed_arguments(&found.block),
        })
    });
    json!({ "format_version": FORMAT_VERSION, "terraform_types": all.collect::<Vec<_>>() })
}

fn removed_arguments(block: &Block) -> Vec<Value> {
    block
        .removed
        .iter()
        .map(|gone| json!({ "name": gone.name, "last_version": gone.last }))
        .collect()
}

fn arguments(block: &Block) -> Vec<Value> {
    let one = |argument: &Argument| {
        let presence = match argument.presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Computed => "computed",
        };
        let is_block = matches!(argument.kind, Kind::Block(..));
        json!({
            "name": argument.name, "presence": presence, "type": words(&argument.kind), "is_block": is_block,
            "deprecated": argument.marks.is_deprecated, "instead": argument.instead, "sensitive": argument.marks.is_sensitive,
            "arguments": inner(&argument.kind).map(arguments),
        })
    };
    block.arguments.iter().map(one).collect()
}
