//! `sw schema remove`: removes a schema of the project. The program's own counts again, where there is one.

use super::own::{named, own};
use super::place::Place;
use crate::cli::exit::Failure;
use crate::cli::project::site::known;
use crate::cli::ui::Ui;
use serde_json::json;
use sw::diag::FORMAT_VERSION;
use sw::write;

pub(crate) fn run(place: &Place, name: &str, ui: &Ui) -> Result<(), Failure> {
    let path = named(own(place), name, "remove")?.path.unwrap_or_default();
    write::remove(&place.root, &known(&path)).map_err(|error| error.diagnostic())?;
    if ui.is_json() {
        ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, "removed": [path] })));
    } else {
        ui.out(&format!("  removed  {path}\n"));
    }
    Ok(())
}
