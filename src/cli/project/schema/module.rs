//! `sw schema add module`: what a module's files say becomes a schema of the project.

use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::{known, put, text};
use crate::cli::ui::Ui;
use clap::Args;
use serde::Deserialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::domains::terraform::modules::declarations;
use sw::domains::terraform::modules::registry::declared_schema::Schema;
use sw::domains::terraform::modules::registry::schema::{self, FOLDER};
use sw::domains::terraform::modules::source::Source;
use sw::files::{Folder, named};
use sw::project::names;

#[derive(Args, Debug)]
pub(crate) struct Module {
    /// The folder of the module's `.tf` files, or a schema file in YAML or JSON
    path: PathBuf,
    /// Where recipes say that it comes from (default: what `terraform init` noted beside it)
    #[arg(long)]
    source: Option<String>,
    /// The version that it is (default: what `terraform init` noted beside it)
    #[arg(long)]
    version: Option<String>,
    /// What the schema is called (default: what the module is)
    #[arg(long)]
    name: Option<String>,
}

pub(crate) fn run(place: &Place, module: &Module, ui: &Ui) -> Result<(), Failure> {
    let path = place.here.join(&module.path);
    let read =
        if path.is_dir() { of_folder(place, &path, module)? } else { of_file(place, module)? };
    if Source::of(&read.source) == Source::Local {
        let problem = Diagnostic::error(
            "wrong-source",
            format!("`{}` is a folder beside a root, which is read as it is", read.source),
        );
        return Err(problem.hint("only modules from elsewhere need a schema: say where it comes from with `--source`").into());
    }
    let name = name(module.name.as_deref(), &read.source)?;
    let path = format!("{FOLDER}/{name}.yaml");
    let new = schema::write(&read);
    let old = text(&place.root, &path)?;
    refuse_other(&path, old.as_deref(), &read)?;
    if old.as_deref() != Some(new.as_str()) {
        put(&place.root, &known(&path), &new)?;
    }
    report(&read, &path, ui);
    Ok(())
}

fn report(schema: &Schema, path: &str, ui: &Ui) {
    let (inputs, outputs) = (schema.interface.inputs.len(), schema.interface.outputs.len());
    if ui.is_json() {
        let row = json!({ "source": schema.source, "version": schema.version, "inputs": inputs, "outputs": outputs, "path": path });
        return ui
            .out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "written": [row] })));
    }
    let version = schema.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
    let counts = format!("{}, {}", words::count(inputs, "input"), words::count(outputs, "output"));
    ui.out(&format!(
        "  wrote  {path}: {}{version}, {counts}\n\nNext: commit it. Recipes that call the module are checked against it\n",
        schema.source
    ));
}

/// What the `.tf` files of a folder say.
fn of_folder(place: &Place, folder: &Path, module: &Module) -> Result<Schema, Failure> {
    let shown = module.path.display();
    let noted = noted(&place.root, folder);
    let source = module
        .source
        .clone()
        .or_else(|| noted.as_ref().map(|noted| noted.source.clone()))
        .ok_or_else(|| {
            let problem =
                Diagnostic::error("missing-option", format!("the source of `{shown}` is unknown"));
            problem.hint(
                "say it as recipes do: `--source terraform-aws-modules/vpc/aws --version 5.1.2`",
            )
        })?;
    let version = module
        .version
        .clone()
        .or_else(|| noted.and_then(|noted| noted.version))
        .filter(|version| !version.is_empty());
    let mut files = Vec::new();
    for name in names_in(folder) {
        files.push((format!("{shown}/{name}"), place.read(&folder.join(name))?));
    }
    let none = || {
        Diagnostic::error("unreadable-schema", format!("`{shown}` has no `.tf` files"))
            .hint("give the folder of a module")
    };
    files.first().ok_or_else(none)?;
    let interface =
        declarations::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .ok_or_else(|| {
                let problem = Diagnostic::error(
                    "unreadable-schema",
                    format!("the files in `{shown}` can't be read"),
                );
                problem.hint("`terraform validate` shows what is wrong in them")
            })?;
    Ok(Schema { source: short(&source), version, interface })
}

fn names_in(folder: &Path) -> Vec<String> {
    let names = Folder::open(folder).and_then(|folder| folder.list("")).unwrap_or_default();
    names.into_iter().filter(|name| name.ends_with(".tf")).collect()
}

/// A schema file that an author wrote, in the form in which the project keeps it.
fn of_file(place: &Place, module: &Module) -> Result<Schema, Failure> {
    let text = place.read(&module.path)?;
    let shown = module.path.display().to_string();
    let read = schema::parse(&text, &shown)
        .map_err(|problem| Failure::new(vec![problem], [(shown, text)].into_iter().collect()))?;
    let source = module.source.clone().unwrap_or(read.source);
    Ok(Schema {
        source,
        version: module.version.clone().or(read.version),
        interface: read.interface,
    })
}

/// What `terraform init` notes of a module that it fetched.
#[derive(Debug, Deserialize)]
struct Noted {
    #[serde(rename = "Source")]
    source: String,
    #[serde(rename = "Version")]
    version: Option<String>,
    #[serde(rename = "Dir")]
    folder: String,
}

#[derive(Deserialize)]
struct Notes {
    #[serde(rename = "Modules")]
    modules: Vec<Noted>,
}

/// How large the notes may be, in bytes.
const LARGEST: u64 = 16 << 20;

/// What is noted of a folder below `.terraform/modules/`.
fn noted(root: &Path, folder: &Path) -> Option<Noted> {
    let folder = folder.canonicalize().ok()?;
    let mut above = folder.ancestors();
    let text = above.find_map(|above| named(root, &above.join("modules.json"), LARGEST).ok())?;
    let notes: Notes = serde_json::from_str(&text).ok()?;
    notes.modules.into_iter().find(|noted| {
        !noted.folder.is_empty() && noted.folder != "." && folder.ends_with(&noted.folder)
    })
}

/// A source without the registry that is meant anyway.
fn short(source: &str) -> String {
    source.strip_prefix("registry.terraform.io/").unwrap_or(source).into()
}

/// What the schema is called: `vpc` for `terraform-aws-modules/vpc/aws` and for `git::https://example.com/vpc.git?ref=v1`.
fn name(given: Option<&str>, source: &str) -> Result<String, Failure> {
    let (address, inner) = match source.split_once("://") {
        Some((_, rest)) => rest.split_once("//").unwrap_or((rest, "")),
        None => source.split_once("//").unwrap_or((source, "")),
    };
    let address = if inner.is_empty() { address } else { inner };
    let address = address.split('?').next().unwrap_or(address).trim_end_matches(".git");
    let parts: Vec<&str> = address.split('/').collect();
    let is_registry = Source::of(source) == Source::Registry && inner.is_empty();
    let own = if is_registry { parts[parts.len() - 2] } else { parts[parts.len() - 1] };
    let name = given.map_or_else(|| own.to_lowercase().replace(['_', '.', ':'], "-"), String::from);
    match names::flaw(&name) {
        None => Ok(name),
        Some(flaw) => {
            let problem =
                Diagnostic::error("invalid-name", format!("`{name}` can't name a schema: {flaw}"));
            Err(problem.hint("give it another name with `--name vpc`").into())
        }
    }
}

/// Refuses to write over the schema of another module.
fn refuse_other(path: &str, old: Option<&str>, new: &Schema) -> Result<(), Failure> {
    let Some(other) =
        old.and_then(|old| schema::parse(old, path).ok()).filter(|old| old.source != new.source)
    else {
        return Ok(());
    };
    let problem =
        Diagnostic::error("already-there", format!("`{path}` is the schema of `{}`", other.source));
    Err(problem.hint("give this one another name with `--name`").into())
}
