//! `sw schema remove`: takes a schema of the project away. Of a provider, the program's own counts again.

use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::known;
use crate::cli::ui::Ui;
use serde_json::json;
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest, words};
use sw::domains::terraform::modules::registry::schema as modules;
use sw::schema::FOLDER;
use sw::write;

pub(crate) fn run(place: &Place, name: &str, ui: &Ui) -> Result<(), Failure> {
    let own = own(place);
    let path = match own
        .iter()
        .filter(|(known, short, _)| known == name || short == name)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [(_, _, path)] => path.clone(),
        [] => {
            let names: Vec<&str> = own.iter().map(|(_, short, _)| short.as_str()).collect();
            return Err(unknown(name, &names).into());
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(known, ..)| known.as_str()).collect();
            let problem = Diagnostic::error(
                "unknown-schema",
                format!("`{name}` can be {}", words::list(&names, "or")),
            );
            return Err(problem
                .hint(format!("say which: `sw schema remove {}`", names[0]).as_str())
                .into());
        }
    };
    write::remove(&place.root, &known(&path)).map_err(|error| error.diagnostic())?;
    if ui.is_json() {
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "removed": [path] })));
    } else {
        ui.out(&format!("  removed  {path}\n"));
    }
    Ok(())
}

/// What the project has of its own: its whole name, its name, and its path.
fn own(place: &Place) -> Vec<(String, String, String)> {
    let providers = format!("{FOLDER}/terraform");
    let kinds: [(&str, &str, &[&str]); 2] =
        [("terraform", &providers, &[".table"]), ("module", modules::FOLDER, &modules::ENDINGS)];
    let mut all = Vec::new();
    for (kind, folder, endings) in kinds {
        for file in place.names(folder) {
            let Some(name) = endings.iter().find_map(|ending| file.strip_suffix(ending)) else {
                continue;
            };
            all.push((format!("{kind}/{name}"), name.to_string(), format!("{folder}/{file}")));
        }
    }
    all
}

fn unknown(name: &str, names: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(
        "unknown-schema",
        format!("the project has no schema `{name}` of its own"),
    );
    match suggest::did_you_mean(name, names.iter().copied()) {
        Some(hint) => problem.hint(hint.as_str()),
        None if names.is_empty() => {
            problem.hint("there is none to take away; `sw schema list` shows what is known")
        }
        None => problem.hint(format!("it has {}", words::list(names, "and")).as_str()),
    }
}
