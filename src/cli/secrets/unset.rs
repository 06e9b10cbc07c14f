//! `sw secrets unset`: removes a value from this machine.

use super::super::args::Globals;
use super::super::exit::Exit;
use super::super::ui::Ui;
use super::declared::Recipes;
use super::files::edit;
use crate::cli::exit::Outcome;
use clap::Args;
use serde_json::json;
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest};
use sw::secrets::values::file_name;

#[derive(Args, Debug)]
#[command(before_help = "Examples:\n  sw secrets unset DATABASE_URL --env staging")]
pub(super) struct Unset {
    /// The variable, declared or not
    name: String,
    /// The environment whose file it is removed from
    #[arg(short, long = "env", value_name = "NAME")]
    environment: String,
    #[command(flatten)]
    recipes: Recipes,
}

pub(super) fn run(unset: &Unset, globals: &Globals, ui: &Ui) -> Outcome {
    let context = unset.recipes.context(std::slice::from_ref(&unset.environment), globals)?;
    let environment = context
        .runtime
        .project()
        .environment(&unset.environment)
        .map_err(|unknown| unknown.to_diagnostic())?;
    let (name, file) = (unset.name.as_str(), file_name(environment));
    edit::edit(&context, ui, &file, |document| {
        if document.unset(name) {
            return Ok(());
        }
        let near = suggest::did_you_mean(name, document.names());
        let error = Diagnostic::error("unknown-secret", format!("`{name}` is not set in `{file}`"));
        Err(error
            .hint(near.as_deref().unwrap_or("`sw secrets check` says where each value is"))
            .into())
    })?;
    if ui.is_json() {
        let page = json!({ "format_version": FORMAT_VERSION, "unset": name, "environment": environment.name, "file": file });
        ui.out(&format!("{page}\n"));
    } else {
        ui.out(&format!("removed `{name}` from {file}\n"));
    }
    Ok(Exit::Done)
}
