//! `sw schema add terraform`: what providers say of themselves becomes tables of the project.

use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::{known, put, text};
use crate::cli::ui::Ui;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::domains::terraform::parse;
use sw::emit::hcl::{Expr, Structure};
use sw::files::named;
use sw::import::{ImportError, Imported, import, is_of_providers};
use sw::schema::{Table, path_of};

/// How large that file may be, in bytes.
const LARGEST: u64 = 16 << 20;

/// The file in which Terraform keeps the versions that it chose.
const LOCK: &str = ".terraform.lock.hcl";

pub(crate) fn run(
    place: &Place,
    file: &Path,
    lock: Option<&Path>,
    only: &[String],
    ui: &Ui,
) -> Result<(), Failure> {
    add(place, file, &place.read(file)?, lock, only, ui)
}

/// The same, of a file that was read.
pub(crate) fn add(
    place: &Place,
    file: &Path,
    json: &str,
    lock: Option<&Path>,
    only: &[String],
    ui: &Ui,
) -> Result<(), Failure> {
    let versions = versions(place, file, lock)?;
    let made = if is_of_providers(json) {
        import(json, None, &|address| versions.get(address).cloned())
    } else {
        Err(ImportError::Unreadable("it has no `provider_schemas`".into()))
    };
    let tables = made.map_err(|why| not_terraform(file, &why))?;
    let tables = chosen(tables, only)?;
    let mut added = Vec::new();
    for table in &tables {
        let path = path_of(&table.name);
        if text(&place.root, &path)?.as_deref() != Some(table.text.as_str()) {
            put(&place.root, &known(&path), &table.text)?;
        }
        added.push((table, path));
    }
    report(&added, ui);
    Ok(())
}

fn not_terraform(file: &Path, why: &ImportError) -> Diagnostic {
    let name = if file == Path::new("-") {
        "what is piped in".into()
    } else {
        format!("`{}`", file.display())
    };
    Diagnostic::error("unreadable-schema", format!("{name} is not what `terraform providers schema -json` says: {why}"))
        .hint("run it in a root after `terraform init`: `terraform providers schema -json | sw schema add terraform -`")
}

/// The provider's name: `aws`.
fn provider(table: &Imported) -> &str {
    table.name.rsplit('/').next().unwrap_or(&table.name)
}

/// The tables that are wanted. Two providers of one name can't both be known: their types start the same.
fn chosen(tables: Vec<Imported>, only: &[String]) -> Result<Vec<Imported>, Failure> {
    let names: Vec<&str> = tables.iter().map(provider).collect();
    if let Some(unknown) = only.iter().find(|name| !names.contains(&name.as_str())) {
        let problem = Diagnostic::error(
            "provider-not-in-schema",
            format!("the schema has no provider `{unknown}`"),
        );
        return Err(problem.hint(format!("it has {}", words::list(&names, "and")).as_str()).into());
    }
    let is_wanted =
        |table: &Imported| only.is_empty() || only.iter().any(|name| name == provider(table));
    let wanted: Vec<Imported> = tables.into_iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        let problem = Diagnostic::error("provider-not-in-schema", "the schema has no providers");
        return Err(problem
            .hint("run `terraform init` first, in a root that requires some")
            .into());
    }
    let twin = |(i, table): (usize, &Imported)| {
        wanted[..i]
            .iter()
            .find(|other| other.name == table.name)
            .map(|other| (other.source.clone(), table.source.clone()))
    };
    match wanted.iter().enumerate().find_map(twin) {
        None => Ok(wanted),
        Some((one, other)) => {
            let problem = Diagnostic::error(
                "ambiguous-provider",
                format!("`{one}` and `{other}` have the same name"),
            );
            Err(problem.hint("their types start alike: keep the providers in roots of their own, and add one of them").into())
        }
    }
}

/// The versions in a lock file, by full address.
fn versions(
    place: &Place,
    file: &Path,
    lock: Option<&Path>,
) -> Result<BTreeMap<String, String>, Failure> {
    let text = match lock {
        Some(lock) => place.read(lock)?,
        None => {
            let beside = place.here.join(file).parent().map(|folder| folder.join(LOCK));
            let found = beside
                .into_iter()
                .chain([place.here.join(LOCK)])
                .find_map(|path| named(&place.root, &path, LARGEST).ok());
            found.unwrap_or_default()
        }
    };
    let body = parse::body(&text).map_err(|error| {
        let problem =
            Diagnostic::error("unreadable-schema", format!("`{LOCK}` can't be read: {error}"));
        Failure::from(problem.hint("`terraform init` writes it anew"))
    })?;
    let blocks = body.structures.iter().filter_map(|structure| match structure {
        Structure::Block(block) => Some(block),
        _ => None,
    });
    let version = |block: &sw::emit::hcl::Block| {
        block.body.structures.iter().find_map(|structure| match structure {
            Structure::Attribute(attribute) if attribute.name.as_str() == "version" => {
                match &attribute.value {
                    Expr::Text(text) => Some(text.to_string()),
                    _ => None,
                }
            }
            _ => None,
        })
    };
    Ok(blocks
        .filter_map(|block| Some((block.labels.first()?.as_str().to_string(), version(block)?)))
        .collect())
}

fn report(added: &[(&Imported, String)], ui: &Ui) {
    let row = |(table, path): &(&Imported, String)| {
        let table = Table::parse(&table.text).expect("what was just written can be read");
        let counts =
            ["resource", "data", "ephemeral", "function"].map(|kind| table.names(kind).len());
        (table.head.source, table.head.version, counts, path.clone())
    };
    let all: Vec<_> = added.iter().map(row).collect();
    if ui.is_json() {
        let rows: Vec<_> = all
            .iter()
            .map(|(source, version, [resources, data, ephemeral, functions], path)| {
                json!({ "source": source, "version": version, "resources": resources, "data_sources": data,
                        "ephemeral_resources": ephemeral, "functions": functions, "path": path })
            })
            .collect();
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "written": rows })));
        return;
    }
    let line =
        |(source, version, [resources, data, ..], path): &(String, String, [usize; 4], String)| {
            let (resources, data) =
                (words::count(*resources, "resource"), words::count(*data, "data source"));
            format!("  wrote  {path}: {source} {version}, {resources}, {data}\n")
        };
    ui.out(&all.iter().map(line).collect::<String>());
    let next = "Next: commit it. What `sw` itself knows of these providers no longer counts; `sw schema list` shows what does";
    ui.out(&format!("\n{next}\n"));
    if all.iter().any(|(_, version, ..)| version == "unknown") {
        ui.out(&format!("The versions are unknown: `--lock FILE` says where `{LOCK}` is\n"));
    }
}
