//! The reference as a static site: a page for each namespace, type and module, and an index that is searched in the
//! browser. It loads nothing from elsewhere and works without a server.

mod entry;
mod frame;
mod highlight;
mod links;
mod markup;
mod search;

use super::super::exit::Failure;
use super::super::site::{known, put};
use super::super::ui::Ui;
use entry::Section;
use frame::Frame;
use links::Links;
use serde_json::json;
use std::path::Path;
use sw::diag::FORMAT_VERSION;
use sw::engine::reference::Reference;

/// Writes the site, and tells where it is.
pub(super) fn write(reference: &Reference, folder: &Path, ui: &Ui) -> Result<(), Failure> {
    let files = files(reference);
    for (path, text) in &files {
        put(folder, &known(path), text)?;
    }
    let index = folder.join("index.html");
    if ui.is_json() {
        let written: Vec<&String> = files.iter().map(|(path, _)| path).collect();
        ui.out(&format!(
            "{}\n",
            json!({ "format_version": FORMAT_VERSION, "index": index, "written": written })
        ));
    } else {
        ui.out(&format!("{}\n", index.display()));
        ui.say(&format!("{} files; open the first one in a browser", files.len()));
    }
    Ok(())
}

/// Every file of the site: path and text.
fn files(reference: &Reference) -> Vec<(String, String)> {
    let links = Links::of(reference);
    let sections = entry::sections(reference);
    let frame = Frame { sections: &sections };
    let page = |section: &Section<'_>| {
        (
            section.file(),
            frame.page(&section.title(), &section.file(), &entry::page(section, reference, &links)),
        )
    };
    let mut files: Vec<(String, String)> = sections.iter().map(page).collect();
    files.push((
        "index.html".into(),
        frame.page("Reference", "index.html", &entry::overview(reference, &sections, &links)),
    ));
    files.push(("index.js".into(), search::index(reference, &links)));
    files.push(("site.js".into(), include_str!("site.js").into()));
    files.push(("style.css".into(), include_str!("style.css").into()));
    files
}
