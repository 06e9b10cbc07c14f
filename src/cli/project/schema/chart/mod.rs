//! `sw schema add chart`: what a chart says of its values becomes a table of the project.

mod source;

use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::{known, put, text};
use crate::cli::ui::Ui;
use clap::Args;
use serde_json::json;
use source::Source;
use std::path::PathBuf;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::import::{self, Imported};
use sw::project::names;
use sw::schema::{TYPE, Table, path_of};

#[derive(Args, Debug)]
pub(crate) struct Chart {
    /// The folder of the chart, the archive that `helm pull` fetches, or its `values.schema.json`
    path: PathBuf,
    /// The name of the chart (default: what its `Chart.yaml` says)
    #[arg(long)]
    name: Option<String>,
    /// The version that it is (default: what its `Chart.yaml` says)
    #[arg(long)]
    version: Option<String>,
}

pub(crate) fn run(place: &Place, chart: &Chart, ui: &Ui) -> Result<(), Failure> {
    let shown = chart.path.display().to_string();
    let source = Source::read(place, &chart.path)?;
    let name = name(chart, &source)?;
    let version = chart.version.clone().or(source.version).unwrap_or_default();
    let made = import::Chart {
        name: &name,
        version: &version,
        schema: &source.schema,
        defaults: source.defaults.as_deref(),
    };
    let made = made.import().map_err(|why| {
        let message = format!("the `values.schema.json` of `{shown}` can't be added: {why}");
        Diagnostic::error("unreadable-schema", message)
            .hint("`helm lint` shows whether Helm can read it")
    })?;
    let path = path_of(&made.name);
    if text(&place.root, &path)?.as_deref() != Some(made.text.as_str()) {
        put(&place.root, &known(&path), &made.text)?;
    }
    report(&made, &path, ui);
    Ok(())
}

/// The name of the chart, which is that of its table, too.
fn name(chart: &Chart, source: &Source) -> Result<String, Failure> {
    let Some(name) = chart.name.clone().or(source.name.clone()) else {
        let shown = chart.path.display();
        let message = format!("`{shown}` does not say which chart it is of");
        return Err(Diagnostic::error("missing-option", message)
            .hint("say it: `--name redis --version 20.1.0`")
            .into());
    };
    match names::flaw(&name) {
        None => Ok(name),
        Some(flaw) => {
            let message = format!("`{name}` can't name a schema: {flaw}");
            Err(Diagnostic::error("invalid-name", message)
                .hint("give the name of the chart with `--name redis`")
                .into())
        }
    }
}

fn report(made: &Imported, path: &str, ui: &Ui) {
    let count = Table::parse(&made.text).map_or(0, |table| table.names(TYPE).len());
    if ui.is_json() {
        let row = json!({ "name": made.name, "source": made.source, "version": made.version, "types": count, "path": path });
        return ui
            .out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "written": [row] })));
    }
    let version = Some(&made.version).filter(|version| !version.is_empty());
    let version = version.map_or_else(String::new, |version| format!(" {version}"));
    ui.out(&format!(
        "  wrote  {path}: {}{version}, {}\n\nNext: commit it. Values for the chart are checked against it\n",
        made.source,
        words::count(count, "type")
    ));
}
