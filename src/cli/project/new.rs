//! `sw new`: a further recipe, a library of recipes, or a program that embeds the crate.

use super::site::{already_there, configured, known, put, text};
use crate::cli::args::Globals;
use crate::cli::context::folder;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::ui::Ui;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::Path;
use sw::diag::{Diagnostic, FORMAT_VERSION};
use sw::model::FilePath;
use sw::project::{CONFIG, Project, edit, names};
use sw::scaffold;

#[derive(Args, Debug)]
pub(crate) struct New {
    #[command(subcommand)]
    what: What,
}

/// What is added.
#[derive(Debug, Subcommand)]
enum What {
    /// A further recipe; it joins those that `sw run` evaluates
    #[command(
        before_help = "Examples:\n  sw new recipe monitoring       Write monitoring.rhai, and list it in the configuration\n  sw new recipe infra/network    In a folder of its own"
    )]
    Recipe {
        /// Its path from the project's root; `.rhai` may be left out
        name: String,
    },
    /// A library: functions that other recipes import, tests, an example, and the project that these run in
    #[command(
        before_help = "Examples:\n  sw new library web-service     Write web-service/web-service.rhai, tests, an example, a README and a configuration"
    )]
    Library {
        /// Its name: small letters, digits and `-`
        name: String,
    },
    /// A program in Rust that runs recipes with functions of its own
    #[command(
        before_help = "Examples:\n  sw new host portal             Write portal/Cargo.toml, its program and a recipe; `cargo run` there makes its files"
    )]
    Host {
        /// Its name: small letters, digits and `-`
        name: String,
    },
}

pub(crate) fn run(new: &New, globals: &Globals, ui: &Ui) -> Outcome {
    let here = folder(globals)?;
    let (written, next) = match &new.what {
        What::Recipe { name } => recipe(&here, name)?,
        What::Library { name } => (
            new_folder(&here, name, "a library", scaffold::library(name))?,
            format!(
                "`cd {name} && sw test` runs its tests and examples, `sw plan` there shows what its example makes"
            ),
        ),
        What::Host { name } => (
            new_folder(&here, name, "a host", scaffold::host(name))?,
            format!("`cargo run` in {name}/ makes the files of its recipe below {name}/out/"),
        ),
    };
    if ui.is_json() {
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "written": written })));
    } else {
        let lines: String = written.iter().map(|path| format!("  wrote  {path}\n")).collect();
        ui.out(&format!("{lines}\nNext: {next}\n"));
    }
    Ok(Exit::Done)
}

/// Writes a recipe, and lists it in the configuration.
fn recipe(here: &Path, name: &str) -> Result<(Vec<String>, String), Failure> {
    let (root, config) = configured(here)?;
    let path = recipe_path(&root, here, name)?;
    if text(&root, path.as_str())?.is_some() {
        return Err(already_there(path.as_str()).hint("choose another name, or edit it").into());
    }
    let usual = Project::bare(&root).recipes;
    let implied: Vec<&str> =
        usual.iter().map(String::as_str).filter(|recipe| root.join(recipe).is_file()).collect();
    let edited = edit::add_recipe(&config, path.as_str(), &implied)
        .map_err(|error| Failure::new(vec![*error], texts(&config)))?;
    put(&root, &path, &scaffold::recipe_file(path.as_str()))?;
    let mut written = vec![path.as_str().to_string()];
    if edited != config {
        put(&root, &known(CONFIG), &edited)?;
        written.push(CONFIG.into());
    }
    Ok((written, format!("edit {path}, and see what it makes: `sw plan {path}`")))
}

fn texts(config: &str) -> sw::diag::render::Texts {
    [(CONFIG.to_string(), config.to_string())].into_iter().collect()
}

/// The path from the project's root, for a name as typed in a folder of it.
fn recipe_path(root: &Path, here: &Path, name: &str) -> Result<FilePath, Failure> {
    let folder =
        here.strip_prefix(root).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let ending = if name.ends_with(".rhai") { "" } else { ".rhai" };
    FilePath::parse(format!("{folder}/{name}{ending}").trim_start_matches('/')).map_err(|error| {
        let message = format!("{name:?} can't name a recipe: it {}", error.reason);
        Diagnostic::error("invalid-path", message)
            .hint("name a file inside the project: `monitoring` or `infra/network`")
            .into()
    })
}

/// Writes files into a new folder below the one that the command works in.
fn new_folder(
    here: &Path,
    name: &str,
    kind: &str,
    files: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<String>, Failure> {
    if let Some(flaw) = names::flaw(name) {
        let mended = names::mended(name).map(|mended| format!("write `{mended}`"));
        let error =
            Diagnostic::error("invalid-name", format!("`{name}` can't name {kind}: {flaw}"));
        return Err(error
            .hint(mended.as_deref().unwrap_or("choose another name, such as `web-service`"))
            .into());
    }
    if here.join(name).exists() {
        return Err(already_there(&format!("{name}/"))
            .hint("choose another name, or another folder with `-C`")
            .into());
    }
    let mut written = Vec::new();
    for (path, text) in files {
        put(here, &known(&path), &text)?;
        written.push(path);
    }
    Ok(written)
}
