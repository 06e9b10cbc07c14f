//! Types of Terraform's providers, as `sw doc aws_vpc` shows them: their arguments and their attributes.

use super::super::ui::Ui;
use crate::cli::output::paint::{CODE, FAINT, HEADING, painted};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use sw::diag::{Diagnostic, FORMAT_VERSION};
use sw::domains::terraform::tables::{provider_of, schema, table_of};
use sw::engine::World;
use sw::engine::world::DiskWorld;
use sw::project;
use sw::schema::Type as Shape;
use sw::schema::{Field, Lookup, Object, Presence, Schema, Tables, View};
use sw::value::Kinds;

/// The kinds of types, and how a recipe writes one.
const KINDS: [(&str, &str); 4] = [
    ("resource", "tf.resource"),
    ("data", "tf.data"),
    ("ephemeral", "tf.ephemeral"),
    ("provider", "tf.provider"),
];

/// How far in arguments are shown: a type of a project's own table may be inside of itself.
const DEEPEST: usize = 40;

/// A type that is known.
pub(super) struct Type<'a> {
    kind: &'static str,
    call: &'static str,
    name: &'a str,
    schema: Schema,
    /// Where its provider comes from, and the version that is known of.
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
    let known = KINDS.into_iter().filter_map(|(kind, call)| match schema(tables, kind, name) {
        Lookup::Known(schema) => {
            let head = &schema.table().head;
            let (source, version) = (head.source.clone(), head.version.clone());
            Some(Type { kind, call, name, schema, source, version })
        }
        _ => None,
    });
    known.collect()
}

/// The nearest name of a resource, when the provider is known.
pub(super) fn near(tables: &Tables, name: &str) -> Option<String> {
    if let Lookup::Unknown(near) = schema(tables, "resource", name) { near } else { None }
}

/// That the provider had it in earlier versions.
pub(super) fn removed(tables: &Tables, name: &str) -> Option<Diagnostic> {
    let last =
        ["resource", "data"].into_iter().find_map(|kind| match schema(tables, kind, name) {
            Lookup::Removed(last) => Some(last),
            _ => None,
        })?;
    let table = tables.table(&table_of(provider_of(name)))?;
    let (source, version) = (&table.head.source, &table.head.version);
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
    types.iter().map(|found| render(found, ui)).collect::<Vec<_>>().join("\n")
}

fn render(found: &Type<'_>, ui: &Ui) -> String {
    let mut page = heading(found, ui);
    let view = found.schema.view();
    for (head, presence) in [
        ("Required", Presence::Required),
        ("Optional", Presence::Optional),
        ("Attributes", Presence::Computed),
    ] {
        let fields: Vec<&Field> = fields(view).filter(|field| field.presence == presence).collect();
        if !fields.is_empty() {
            let _ = write!(page, "\n  {}\n", painted(head, HEADING, ui));
            fields.iter().for_each(|field| line(&mut page, field, view, 2, ui));
        }
    }
    let removed = found.schema.removed();
    if !removed.is_empty() {
        let _ = write!(page, "\n  {}\n", painted("Removed", HEADING, ui));
    }
    for (name, last) in removed {
        let last = painted(&format!(": last in version {last}.x"), FAINT, ui);
        let _ = writeln!(page, "  {}{last}", painted(name, CODE, ui));
    }
    page
}

/// What it is, how it is called, and which table says so.
fn heading(found: &Type<'_>, ui: &Ui) -> String {
    let Type { kind, name, source, version, call, .. } = found;
    let title = painted(&format!("{kind} {name}"), HEADING, ui);
    let others = if *kind == "provider" { "" } else { "name, " };
    let call = painted(&format!("{call}(\"{name}\", {others}#{{ ... }})"), CODE, ui);
    let deprecated = if found.schema.is_deprecated() { "; deprecated" } else { "" };
    let table = painted(&format!("{source}, table of {version}{deprecated}"), FAINT, ui);
    format!("{title}\n\n  {call}\n  {table}\n")
}

/// The fields of a map that the newest version has.
fn fields(view: View<'_>) -> impl Iterator<Item = &Field> {
    view.object().into_iter().flat_map(Object::present)
}

/// An argument, and those inside of it, which are required where a `!` is.
fn line(page: &mut String, field: &Field, around: View<'_>, depth: usize, ui: &Ui) {
    let must = if depth > 2 && field.presence == Presence::Required { "!" } else { "" };
    let name = painted(&format!("{}{must}", field.name), CODE, ui);
    let _ = writeln!(
        page,
        "{}{name}{}",
        " ".repeat(depth),
        painted(&format!(": {}{}", words(field, around), marks(field)), FAINT, ui)
    );
    if field.presence != Presence::Computed
        && depth < DEEPEST
        && let Some((inner, object)) = around.at(&field.ty).objects()
    {
        object
            .present()
            .filter(|field| field.presence != Presence::Computed)
            .for_each(|field| line(page, field, inner, depth + 2, ui));
    }
}

/// What the schema says of an argument besides its type.
fn marks(argument: &Field) -> String {
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

fn words(field: &Field, around: View<'_>) -> String {
    match around.at(&field.ty).resolved().ty {
        Shape::Object(_) if field.marks.is_block => "block".into(),
        _ if field.marks.is_block => "block, repeatable".into(),
        _ => name(around.at(&field.ty), DEEPEST),
    }
}

/// A type as Terraform names it.
fn name(view: View<'_>, depth: usize) -> String {
    let view = view.resolved();
    let item = || view.item().map(|item| name(item, depth - 1)).unwrap_or_default();
    match view.ty {
        _ if depth == 0 => "any".into(),
        Shape::List { .. } => format!("list of {}", item()),
        Shape::Map(..) => format!("map of {}", item()),
        Shape::Object(_) => "map".into(),
        Shape::Scalar(Kinds::TEXT, _) => "string".into(),
        Shape::Scalar(Kinds::NUMBER, _) => "number".into(),
        Shape::Scalar(Kinds::BOOL, _) => "bool".into(),
        _ => "any".into(),
    }
}

/// The same as data.
pub(super) fn document(types: &[Type<'_>]) -> Value {
    let all = types.iter().map(|found| {
        json!({
            "kind": found.kind, "name": found.name, "provider": found.source, "version": found.version,
            "deprecated": found.schema.is_deprecated(), "arguments": arguments(found.schema.view()), "removed": removed_arguments(&found.schema),
        })
    });
    json!({ "format_version": FORMAT_VERSION, "terraform_types": all.collect::<Vec<_>>() })
}

fn removed_arguments(schema: &Schema) -> Vec<Value> {
    let removed = schema.removed().into_iter();
    removed.map(|(name, last)| json!({ "name": name, "last_version": last.to_string() })).collect()
}

fn arguments(view: View<'_>) -> Vec<Value> {
    let one = |field: &Field| {
        let presence = match field.presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Computed => "computed",
        };
        let inner = view.at(&field.ty).objects().map(|(inner, _)| inner);
        json!({
            "name": field.name, "presence": presence, "type": words(field, view), "is_block": field.marks.is_block,
            "deprecated": field.marks.is_deprecated, "instead": field.instead, "sensitive": field.marks.is_sensitive,
            "arguments": inner.map(arguments),
        })
    };
    fields(view).map(one).collect()
}
