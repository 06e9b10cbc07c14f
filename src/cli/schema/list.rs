//! `sw schema list`: what is known of providers and modules, and where from.

use super::super::exit::Failure;
use super::super::site::text;
use super::super::table::table;
use super::super::ui::Ui;
use super::Place;
use serde::Serialize;
use serde_json::json;
use sw::diag::FORMAT_VERSION;
use sw::schema::terraform::plain::Plain;
use sw::schema::terraform::{BUILTIN, FOLDER, MADE, embedded};

/// A provider that is known.
#[derive(Serialize)]
struct Provider {
    name: String,
    source: String,
    version: String,
    resources: usize,
    data_sources: usize,
    /// The day on which its table was made; that of a project's own is told by git.
    made: Option<&'static str>,
    /// The project's own table.
    path: Option<String>,
}

pub(super) fn run(place: &Place, ui: &Ui) -> Result<(), Failure> {
    let providers = providers(place)?;
    if ui.is_json() {
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "providers": providers })));
        return Ok(());
    }
    let head = ["PROVIDER", "SOURCE", "VERSION", "RESOURCES", "DATA SOURCES", "KNOWN FROM"].map(String::from).to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(providers.iter().map(row)).collect();
    ui.out(&table(&rows));
    Ok(())
}

fn row(provider: &Provider) -> Vec<String> {
    let Provider { name, source, version, resources, data_sources, made, path } = provider;
    let from = path.clone().unwrap_or_else(|| format!("sw, {}", made.unwrap_or_default()));
    vec![name.clone(), source.clone(), version.clone(), resources.to_string(), data_sources.to_string(), from]
}

/// All that are known, by name; the project's own count instead of the program's.
fn providers(place: &Place) -> Result<Vec<Provider>, Failure> {
    let mut all: Vec<Provider> = Vec::new();
    for file in place.names(FOLDER) {
        let Some(name) = file.strip_suffix(".table") else { continue };
        let path = format!("{FOLDER}/{file}");
        let read = text(&place.root, &path)?.and_then(Plain::parse);
        all.push(read.map_or_else(|| broken(name, &path), |table| own(name, &path, &table)));
    }
    for known in embedded() {
        if !all.iter().any(|own| own.name == known.name) {
            let [resources, data_sources] = known.counts;
            let (name, source, version) = (known.name.into(), known.source.into(), known.version.into());
            all.push(Provider { name, source, version, resources, data_sources, made: Some(MADE), path: None });
        }
    }
    if !all.iter().any(|own| own.name == "terraform") {
        let table = Plain::parse(BUILTIN.into()).expect("the program's own table can be read");
        all.push(Provider { path: None, made: Some(MADE), ..own("terraform", "", &table) });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

fn own(name: &str, path: &str, table: &Plain) -> Provider {
    let count = |kind| table.names(kind).len();
    Provider {
        name: name.into(),
        source: table.source.clone(),
        version: table.version.clone(),
        resources: count("resource"),
        data_sources: count("data"),
        made: None,
        path: Some(path.into()),
    }
}

fn broken(name: &str, path: &str) -> Provider {
    let (source, version) = ("unreadable".into(), "-".into());
    Provider { name: name.into(), source, version, resources: 0, data_sources: 0, made: None, path: Some(path.into()) }
}
