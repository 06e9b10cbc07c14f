//! `sw schema show`: what a schema was made from and has, and what one of its types takes.

use super::own::{Known, all, named};
use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::text;
use crate::cli::ui::Ui;
use serde_json::{Value, json};
use std::sync::Arc;
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest};
use sw::files::Folder;
use sw::schema::{Depth, KindLookup, TYPE, Table, Tables, embedded_table};

pub(crate) fn run(place: &Place, name: &str, of: Option<&str>, ui: &Ui) -> Result<(), Failure> {
    let known = match (named(all(place), name, "show"), of) {
        (Err(failure), None) => match shown_kind(place, name) {
            Some(page) => {
                ui.out(&page);
                return Ok(());
            }
            None => return Err(failure),
        },
        (known, _) => known?,
    };
    let read = known.path.as_ref().map(|path| text(&place.root, path)).transpose()?.flatten();
    if let Some(text) = read.as_ref().filter(|_| known.below("module/").is_some()) {
        ui.out(text);
        return Ok(());
    }
    let table = match &known.path {
        Some(_) => read.and_then(|text| Table::parse(&text)).map(Arc::new),
        None => embedded_table(&known.name).cloned(),
    };
    let table = table.ok_or_else(|| unreadable(&known))?;
    let is_meant = |(_, name): &(&str, &str)| of.is_none_or(|of| of == *name);
    let types: Vec<(&str, &str)> = table.types().filter(is_meant).collect();
    if let Some(of) = of.filter(|_| types.is_empty()) {
        return Err(unknown(of, &known, &table).into());
    }
    ui.out(&if ui.is_json() {
        json(&known, &table, &types)
    } else {
        page(&known, &table, &types, of)
    });
    Ok(())
}

/// A kind of Kubernetes objects: its API versions, and what the best of them takes.
fn shown_kind(place: &Place, name: &str) -> Option<String> {
    let kind = name.strip_prefix("kubernetes/").unwrap_or(name);
    let (read, listed) = (place.root.clone(), place.root.clone());
    let files = move |folder: &str| {
        Folder::open(&listed).and_then(|root| root.list(folder)).unwrap_or_default()
    };
    let read = move |path: &str| text(&read, path).ok().flatten();
    let tables = Tables::new(Box::new(read)).listing(Box::new(files));
    let KindLookup::Known(found) = tables.kind(kind, None, None) else { return None };
    let versions: Vec<String> =
        tables.kinds().into_iter().filter(|row| row.0 == kind).map(|row| row.1).collect();
    let (kind_of, name) = (TYPE, format!("{}/{kind}", found.api_version));
    let scope = if found.is_namespaced { "in a namespace" } else { "in no namespace" };
    let advice = found.advice.map_or_else(String::new, |advice| format!("deprecated: {advice}\n"));
    Some(format!(
        "{kind}: {scope}; {}\n{advice}table: {}, {}\nchecked: {}\n\n{}\n",
        versions.join(", "),
        found.table,
        found.schema.table().head,
        Depth::of(found.schema.view()),
        found.schema.table().text(kind_of, &name),
    ))
}

fn page(known: &Known, table: &Table, types: &[(&str, &str)], of: Option<&str>) -> String {
    let from = known.path.as_ref().map_or_else(String::new, |path| format!("; {path}"));
    let head = format!("{}: {}{from}\n", known.name, table.head);
    let names =
        || -> String { types.iter().map(|(kind, name)| format!("  {kind} {name}\n")).collect() };
    let lines = || -> String {
        types.iter().map(|(kind, name)| format!("\n{}\n", table.text(kind, name))).collect()
    };
    head + &if of.is_none() { names() } else { lines() }
}

fn json(known: &Known, table: &Table, types: &[(&str, &str)]) -> String {
    let head = &table.head;
    let row = |(kind, name): &(&str, &str)| -> Value {
        json!({ "kind": kind, "name": name, "lines": table.text(kind, name).lines().skip(1).collect::<Vec<_>>() })
    };
    let types: Vec<Value> = types.iter().map(row).collect();
    let page = json!({
        "format_version": FORMAT_VERSION, "name": known.name, "source": head.source,
        "version": head.version, "date": head.date, "path": known.path, "types": types,
    });
    format!("{page}\n")
}

fn unreadable(known: &Known) -> Diagnostic {
    let path = known.path.as_deref().unwrap_or(&known.name);
    Diagnostic::error(
        "unreadable-schema",
        format!("`{path}` is no table that this version of `sw` can read"),
    )
    .hint(
        format!(
            "add it again with `sw schema add`, or remove it: `sw schema remove {}`",
            known.name
        )
        .as_str(),
    )
}

fn unknown(of: &str, known: &Known, table: &Table) -> Diagnostic {
    let hint = suggest::did_you_mean(of, table.types().map(|(_, name)| name));
    let all = || format!("`sw schema show {}` lists its types", known.name);
    Diagnostic::error("unknown-schema", format!("`{}` has no type `{of}`", known.name))
        .hint(hint.unwrap_or_else(all).as_str())
}
