//! `sw schema remove`: takes a project's own table away, so that the program's counts again.

use super::super::exit::Failure;
use super::super::site::known;
use super::super::ui::Ui;
use super::Place;
use serde_json::json;
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest, words};
use sw::schema::terraform::FOLDER;
use sw::write;

pub(super) fn run(place: &Place, name: &str, ui: &Ui) -> Result<(), Failure> {
    let own = own(place);
    let Some((_, path)) = own.iter().find(|(known, _)| known == name) else {
        let names: Vec<&str> = own.iter().map(|(name, _)| name.as_str()).collect();
        return Err(unknown(name, &names).into());
    };
    write::remove(&place.root, &known(path)).map_err(|error| error.diagnostic())?;
    if ui.is_json() {
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "removed": [path] })));
    } else {
        ui.out(&format!("  removed  {path}\n"));
    }
    Ok(())
}

/// What the project has of its own: name and path.
fn own(place: &Place) -> Vec<(String, String)> {
    let tables = place.names(FOLDER);
    tables.iter().filter_map(|file| Some((file.strip_suffix(".table")?.to_string(), format!("{FOLDER}/{file}")))).collect()
}

fn unknown(name: &str, names: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error("unknown-schema", format!("the project has no schema `{name}` of its own"));
    match suggest::did_you_mean(name, names.iter().copied()) {
        Some(hint) => problem.hint(hint.as_str()),
        None if names.is_empty() => problem.hint("there is none to take away; `sw schema list` tells what is known"),
        None => problem.hint(format!("it has {}", words::list(names, "and")).as_str()),
    }
}
