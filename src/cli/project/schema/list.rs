//! `sw schema list`: what is known of documents, charts, providers and modules, and where from.

use super::own::{self, Known, all};
use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::output::table::table;
use crate::cli::project::site::text;
use crate::cli::ui::Ui;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;
use sw::diag::FORMAT_VERSION;
use sw::domains::terraform::modules::registry::schema as modules;
use sw::schema::{Depth, TYPE, Table, embedded_table};

/// A module that is known.
#[derive(Serialize)]
struct Module {
    name: String,
    source: String,
    version: Option<String>,
    inputs: usize,
    outputs: usize,
    path: String,
}

/// A provider that is known.
#[derive(Serialize)]
struct Provider {
    name: String,
    source: String,
    version: String,
    resources: usize,
    data_sources: usize,
    /// The day on which its table was made; that of a project's own is reported by git.
    made: Option<String>,
    /// The project's own table.
    path: Option<String>,
}

/// A kind of document whose schema is known.
#[derive(Serialize)]
struct Document {
    name: String,
    source: String,
    version: String,
    types: usize,
    made: Option<String>,
    path: Option<String>,
}

/// A chart whose values are known.
#[derive(Serialize)]
struct Chart {
    name: String,
    version: String,
    types: usize,
    path: Option<String>,
}

/// Kinds of Kubernetes objects that are known from one table.
#[derive(Serialize)]
struct Objects {
    name: String,
    source: String,
    version: String,
    kinds: Vec<Kind>,
    #[serde(skip)]
    depth: Depth,
    made: Option<String>,
    path: Option<String>,
}

/// A kind of objects, and how deep they are checked.
#[derive(Serialize)]
struct Kind {
    kind: String,
    api_version: String,
    checked: String,
}

pub(crate) fn run(place: &Place, ui: &Ui) -> Result<(), Failure> {
    let known = all(place);
    let (providers, modules) = (providers(&known, place)?, modules(&known, place)?);
    let (documents, objects) = (documents(&known, place)?, objects(&known, place)?);
    let charts = charts(&known, place)?;
    if ui.is_json() {
        let page = json!({ "format_version": FORMAT_VERSION, "charts": charts, "documents": documents, "kubernetes": objects, "providers": providers, "modules": modules });
        ui.out(&format!("{page}\n"));
        return Ok(());
    }
    let provider = ["PROVIDER", "SOURCE", "VERSION", "RESOURCES", "DATA SOURCES", "KNOWN FROM"];
    let document = ["DOCUMENT", "SOURCE", "VERSION", "TYPES", "KNOWN FROM"];
    let module = ["MODULE", "SOURCE", "VERSION", "INPUTS", "OUTPUTS", "KNOWN FROM"];
    let object = ["KUBERNETES", "SOURCE", "VERSION", "KINDS", "CHECKED", "KNOWN FROM"];
    let chart = ["CHART", "VERSION", "TYPES", "KNOWN FROM"];
    let tables = [
        part(&provider, providers.iter().map(row)),
        part(&document, documents.iter().map(document_row)),
        part(&object, objects.iter().map(objects_row)),
        part(&chart, charts.iter().map(chart_row)),
        part(&module, modules.iter().map(module_row)),
    ];
    ui.out(&tables.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    Ok(())
}

/// A table below its head; none where it has no rows.
fn part(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Option<String> {
    let head = head.iter().map(|word| (*word).to_string()).collect();
    let all: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    (all.len() > 1).then(|| table(&all))
}

fn document_row(document: &Document) -> Vec<String> {
    let Document { name, source, version, types, made, path } = document;
    let version = if version.is_empty() { "-" } else { version };
    vec![name.clone(), source.clone(), version.into(), types.to_string(), from(path, made)]
}

/// Where a schema is known from: a file of the project, or the program since a day.
fn from(path: &Option<String>, made: &Option<String>) -> String {
    path.clone().unwrap_or_else(|| format!("sw, {}", made.clone().unwrap_or_default()))
}

/// The table of what is known; none where it can't be read.
fn read(known: &Known, place: &Place) -> Result<Option<Arc<Table>>, Failure> {
    Ok(match &known.path {
        Some(path) => text(&place.root, path)?.and_then(|text| Table::parse(&text)).map(Arc::new),
        None => embedded_table(&known.name).cloned(),
    })
}

/// The day on which a table of the program was made; that of a project's own is reported by git.
fn made(known: &Known, table: &Table) -> Option<String> {
    known.path.is_none().then(|| table.head.date.clone())
}

fn documents(all: &[Known], place: &Place) -> Result<Vec<Document>, Failure> {
    let documents = own::documents();
    let is_one = |known: &&Known| {
        let is_other = ["terraform/", "module/", "kubernetes/", "chart/"]
            .iter()
            .any(|start| known.below(start).is_some());
        !is_other && (known.path.is_some() || documents.contains(&&*known.name))
    };
    let mut found = Vec::new();
    for known in all.iter().filter(is_one) {
        let table = read(known, place)?;
        let head = table.as_ref().map(|table| table.head.clone()).unwrap_or_default();
        let source = if table.is_some() { head.source } else { "unreadable".into() };
        found.push(Document {
            name: known.name.clone(),
            source,
            version: head.version,
            types: table.as_ref().map_or(0, |table| table.names(TYPE).len()),
            made: table.and_then(|table| made(known, &table)),
            path: known.path.clone(),
        });
    }
    Ok(found)
}

fn chart_row(chart: &Chart) -> Vec<String> {
    let Chart { name, version, types, path } = chart;
    let version = if version.is_empty() { "-" } else { version };
    vec![name.clone(), version.into(), types.to_string(), from(path, &None)]
}

/// The charts whose values are known, by name.
fn charts(all: &[Known], place: &Place) -> Result<Vec<Chart>, Failure> {
    let mut found = Vec::new();
    for known in all {
        let Some(name) = known.below("chart/") else { continue };
        let table = read(known, place)?;
        let unreadable = || ("unreadable".into(), 0);
        let (version, types) = table
            .map_or_else(unreadable, |table| (table.head.version.clone(), table.names(TYPE).len()));
        found.push(Chart { name: name.into(), version, types, path: known.path.clone() });
    }
    Ok(found)
}

fn objects_row(objects: &Objects) -> Vec<String> {
    let Objects { name, source, version, kinds, depth, made, path } = objects;
    let version = if version.is_empty() { "-" } else { version };
    let counts = [kinds.len().to_string(), depth.to_string()];
    let [kinds, checked] = counts;
    vec![name.clone(), source.clone(), version.into(), kinds, checked, from(path, made)]
}

/// The tables of Kubernetes objects, and how deep those of each kind are checked.
fn objects(all: &[Known], place: &Place) -> Result<Vec<Objects>, Failure> {
    let mut found = Vec::new();
    for known in all.iter().filter(|known| known.below("kubernetes/").is_some()) {
        let Some(table) = read(known, place)? else { continue };
        let is_kind = |name: &&str| name.contains('/');
        let names: Vec<&str> = table.names(TYPE).into_iter().filter(is_kind).collect();
        let view = |name: &str| table.find(TYPE, name).map(|at| table.view(at));
        let depth = Depth::of_all(names.iter().filter_map(|name| view(name)));
        let kind = |name: &&str| {
            let (api_version, kind) = cut(name);
            let checked = view(name).map(Depth::of).unwrap_or_default().to_string();
            Kind { kind: kind.into(), api_version: api_version.into(), checked }
        };
        let kinds: Vec<Kind> = names.iter().map(kind).collect();
        if !kinds.is_empty() {
            found.push(Objects {
                name: known.name.clone(),
                source: table.head.source.clone(),
                version: table.head.version.clone(),
                kinds,
                depth,
                made: made(known, &table),
                path: known.path.clone(),
            });
        }
    }
    Ok(found)
}

/// `apps/v1/Deployment`: the API version, and the kind.
fn cut(name: &str) -> (&str, &str) {
    name.rsplit_once('/').unwrap_or(("", name))
}

fn module_row(module: &Module) -> Vec<String> {
    let Module { name, source, version, inputs, outputs, path } = module;
    let version = version.clone().unwrap_or_else(|| "any".into());
    vec![
        name.clone(),
        source.clone(),
        version,
        inputs.to_string(),
        outputs.to_string(),
        path.clone(),
    ]
}

/// The schemas of modules that the project has, by name.
fn modules(all: &[Known], place: &Place) -> Result<Vec<Module>, Failure> {
    let mut found = Vec::new();
    for known in all {
        let (Some(name), Some(path)) = (known.below("module/"), &known.path) else { continue };
        let read = text(&place.root, path)?.and_then(|text| modules::parse(&text, path).ok());
        let interface = read.as_ref().map(|read| &read.interface);
        let (inputs, outputs) = interface.map_or((0, 0), |it| (it.inputs.len(), it.outputs.len()));
        let unreadable = || ("unreadable".into(), Some("-".into()));
        let (source, version) = read.map_or_else(unreadable, |read| (read.source, read.version));
        found.push(Module {
            name: name.into(),
            source,
            version,
            inputs,
            outputs,
            path: path.clone(),
        });
    }
    Ok(found)
}

fn row(provider: &Provider) -> Vec<String> {
    let Provider { name, source, version, resources, data_sources, made, path } = provider;
    let counts = [resources.to_string(), data_sources.to_string()];
    let [resources, data_sources] = counts;
    vec![name.clone(), source.clone(), version.clone(), resources, data_sources, from(path, made)]
}

/// The providers that are known, by name.
fn providers(all: &[Known], place: &Place) -> Result<Vec<Provider>, Failure> {
    let mut found = Vec::new();
    for known in all {
        let Some(name) = known.below("terraform/") else { continue };
        let table = read(known, place)?;
        let is_one = |table: &Arc<Table>| table.find("provider", name).is_some();
        if known.path.is_none() && !table.as_ref().is_some_and(is_one) {
            continue;
        }
        let count = |kind| table.as_ref().map_or(0, |table| table.names(kind).len());
        let (resources, data_sources) = (count("resource"), count("data"));
        let made = table.as_ref().and_then(|table| made(known, table));
        let unreadable = || ("unreadable".into(), "-".into());
        let (source, version) = table.map_or_else(unreadable, |table| {
            (table.head.source.clone(), table.head.version.clone())
        });
        let (name, path) = (name.into(), known.path.clone());
        found.push(Provider { name, source, version, resources, data_sources, made, path });
    }
    Ok(found)
}
