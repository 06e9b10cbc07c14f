//! The book and the reference as a static site: a page for each chapter, namespace, type, module and area of errors,
//! and an index that is searched in the browser. It loads nothing from elsewhere and works without a server.

mod chapter;
mod code;
mod entry;
mod escape;
mod frame;
mod links;
mod markup;
mod search;

use super::super::exit::Failure;
use super::super::ui::Ui;
use crate::cli::project::site::{known, put};
use frame::Item;
use links::Links;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use sw::diag::FORMAT_VERSION;
use sw::engine::reference::Reference;

/// Writes the site, and says where it is.
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
    let mut items = chapter::chapters(&links);
    items.extend(entry::items(reference, &links));
    items.extend(chapter::errors(&links));
    let mut files: Vec<(String, String)> =
        items.iter().map(|item| (item.file.clone(), frame::page(item, &items))).collect();
    files.push(("index.js".into(), search::index(reference, &items, &links)));
    files.push(("llms.txt".into(), contents(&items)));
    files.push(("site.js".into(), include_str!("site.js").into()));
    files.push(("style.css".into(), include_str!("style.css").into()));
    files
}

/// The list of pages as text, for programs that read sites.
fn contents(items: &[Item]) -> String {
    let mut text = String::from("# sw\n\n> One recipe in, every deployment file out.\n");
    let mut part = "";
    for item in items {
        if item.part != part {
            part = item.part;
            let _ = write!(text, "\n## {part}\n\n");
        }
        let _ = writeln!(text, "- [{}]({}): {}", item.title, item.file, item.summary);
    }
    text
}
