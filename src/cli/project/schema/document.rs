//! `sw schema add FILE`: a published schema becomes a table of the project.

use super::own::documents;
use super::place::Place;
use super::provider;
use crate::cli::exit::Failure;
use crate::cli::project::site::{known, put, text};
use crate::cli::ui::Ui;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest, words};
use sw::import::{ImportError, Imported, import, is_of_providers};
use sw::project::names;
use sw::schema::{TYPE, Table, path_of};

#[derive(Args, Debug)]
pub(crate) struct Document {
    /// A JSON schema, custom resource definitions in YAML, or what `terraform providers schema -json` prints; `-` reads
    /// what is piped in
    file: PathBuf,
    /// Which files a JSON schema is for, as `sw schema list` calls them: `github/workflow`
    #[arg(long)]
    name: Option<String>,
}

pub(crate) fn run(place: &Place, document: &Document, ui: &Ui) -> Result<(), Failure> {
    let read = place.read(&document.file)?;
    if is_of_providers(&read) {
        return provider::add(place, &document.file, &read, None, &[], ui);
    }
    let name = document.name.as_deref();
    name.map_or(Ok(()), check_name)?;
    let tables = import(&read, name, &|_| None).map_err(|why| not_a_schema(document, &why))?;
    let mut written = Vec::new();
    for table in &tables {
        let path = path_of(&table.name);
        if text(&place.root, &path)?.as_deref() != Some(table.text.as_str()) {
            put(&place.root, &known(&path), &table.text)?;
        }
        written.push((table, path));
    }
    report(&written, ui);
    Ok(())
}

fn check_name(name: &str) -> Result<(), Failure> {
    let documents = documents();
    let is_path = |part: &str| names::flaw(part).is_none();
    if documents.contains(&name) || name.split('/').all(is_path) && near(name).is_none() {
        return Ok(());
    }
    let problem = Diagnostic::error("unknown-schema", format!("no files are called `{name}`"));
    let known = || format!("a schema can be for {}", words::list(&documents, "and"));
    Err(problem.hint(near(name).unwrap_or_else(known).as_str()).into())
}

fn near(name: &str) -> Option<String> {
    suggest::did_you_mean(name, documents())
}

fn not_a_schema(document: &Document, why: &ImportError) -> Diagnostic {
    let shown = document.file.display();
    let problem =
        Diagnostic::error("unreadable-schema", format!("`{shown}` can't be added: {why}"));
    match why {
        ImportError::NoName => {
            let names = words::list(documents(), "or");
            problem.hint(format!("say it with `--name`: {names}").as_str())
        }
        _ => problem.hint("give a JSON schema, custom resource definitions, or what `terraform providers schema -json` prints"),
    }
}

fn report(written: &[(&Imported, String)], ui: &Ui) {
    let count =
        |table: &Imported| Table::parse(&table.text).map_or(0, |table| table.names(TYPE).len());
    if ui.is_json() {
        let row = |(table, path): &(&Imported, String)| json!({ "name": table.name, "source": table.source, "types": count(table), "path": path });
        let rows: Vec<_> = written.iter().map(row).collect();
        return ui
            .out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "written": rows })));
    }
    let line = |(table, path): &(&Imported, String)| {
        format!("  wrote  {path}: {}, {}\n", table.source, words::count(count(table), "type"))
    };
    ui.out(&written.iter().map(line).collect::<String>());
    ui.out("\nNext: commit it. What `sw` itself knows of these files no longer counts; `sw schema list` shows what does\n");
}
