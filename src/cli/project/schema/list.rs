//! `sw schema list`: what is known of providers and modules, and where from.

use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::output::table::table;
use crate::cli::project::site::text;
use crate::cli::ui::Ui;
use serde::Serialize;
use serde_json::json;
use sw::diag::FORMAT_VERSION;
use sw::domains::terraform::modules::registry::schema as modules;
use sw::schema::{FOLDER, Table, embedded, embedded_table};

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

pub(crate) fn run(place: &Place, ui: &Ui) -> Result<(), Failure> {
    let (providers, modules) = (providers(place)?, modules(place)?);
    if ui.is_json() {
        ui.out(&format!(
            "{}\n",
            json!({ "format_version": FORMAT_VERSION, "providers": providers, "modules": modules })
        ));
        return Ok(());
    }
    let head = ["PROVIDER", "SOURCE", "VERSION", "RESOURCES", "DATA SOURCES", "KNOWN FROM"]
        .map(String::from)
        .to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(providers.iter().map(row)).collect();
    ui.out(&table(&rows));
    if !modules.is_empty() {
        let head = ["MODULE", "SOURCE", "VERSION", "INPUTS", "OUTPUTS", "KNOWN FROM"]
            .map(String::from)
            .to_vec();
        let rows: Vec<Vec<String>> =
            std::iter::once(head).chain(modules.iter().map(module_row)).collect();
        ui.out(&format!("\n{}", table(&rows)));
    }
    Ok(())
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
fn modules(place: &Place) -> Result<Vec<Module>, Failure> {
    let mut all = Vec::new();
    for file in place.names(modules::FOLDER) {
        let Some(name) = modules::ENDINGS.iter().find_map(|ending| file.strip_suffix(ending))
        else {
            continue;
        };
        let path = format!("{}/{file}", modules::FOLDER);
        let read = text(&place.root, &path)?.and_then(|text| modules::parse(&text, &path).ok());
        all.push(match read {
            Some(read) => Module {
                name: name.into(),
                source: read.source,
                version: read.version,
                inputs: read.interface.inputs.len(),
                outputs: read.interface.outputs.len(),
                path,
            },
            None => Module {
                name: name.into(),
                source: "unreadable".into(),
                version: Some("-".into()),
                inputs: 0,
                outputs: 0,
                path,
            },
        });
    }
    Ok(all)
}

fn row(provider: &Provider) -> Vec<String> {
    let Provider { name, source, version, resources, data_sources, made, path } = provider;
    let from = path.clone().unwrap_or_else(|| format!("sw, {}", made.clone().unwrap_or_default()));
    vec![
        name.clone(),
        source.clone(),
        version.clone(),
        resources.to_string(),
        data_sources.to_string(),
        from,
    ]
}

/// All that are known, by name; the project's own count instead of the program's.
fn providers(place: &Place) -> Result<Vec<Provider>, Failure> {
    let mut all: Vec<Provider> = Vec::new();
    let folder = format!("{FOLDER}/terraform");
    for file in place.names(&folder) {
        let Some(name) = file.strip_suffix(".table") else { continue };
        let path = format!("{folder}/{file}");
        let read = text(&place.root, &path)?.and_then(|text| Table::parse(&text));
        all.push(read.map_or_else(|| broken(name, &path), |table| own(name, &path, &table)));
    }
    for name in embedded().filter_map(|name| name.strip_prefix("terraform/")) {
        if let Some(table) = embedded_table(&format!("terraform/{name}"))
            && table.find("provider", name).is_some()
            && !all.iter().any(|own| own.name == name)
        {
            let made = Some(table.head.date.clone());
            all.push(Provider { path: None, made, ..own(name, "", table) });
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

fn own(name: &str, path: &str, table: &Table) -> Provider {
    let count = |kind| table.names(kind).len();
    Provider {
        name: name.into(),
        source: table.head.source.clone(),
        version: table.head.version.clone(),
        resources: count("resource"),
        data_sources: count("data"),
        made: None,
        path: Some(path.into()),
    }
}

fn broken(name: &str, path: &str) -> Provider {
    let (source, version) = ("unreadable".into(), "-".into());
    Provider {
        name: name.into(),
        source,
        version,
        resources: 0,
        data_sources: 0,
        made: None,
        path: Some(path.into()),
    }
}
