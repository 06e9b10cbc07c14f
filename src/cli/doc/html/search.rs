//! What the search looks through: a script, since a page from disk may load no other data.

use super::frame::Item;
use super::links::{
    EVERYWHERE, Links, anchor, errors_file, function_at, module_file, namespace_file, type_file,
};
use serde::Serialize;
use std::collections::BTreeSet;
use sw::diag::codes;
use sw::engine::reference::{ModuleDoc, Reference, TypeDoc};

/// Something that can be found.
#[derive(Serialize)]
struct SearchEntry {
    /// The name.
    n: String,
    /// What kind of thing it is.
    k: &'static str,
    /// What it is, in a sentence.
    s: String,
    /// Where it is.
    u: String,
}

/// The index as a script.
pub(super) fn index(reference: &Reference, items: &[Item], links: &Links) -> String {
    let book = items.iter().flat_map(headings).chain(codes::pages().map(error));
    let found: Vec<String> = all(reference, links)
        .into_iter()
        .chain(book)
        .map(|found| serde_json::to_string(&found).expect("text is JSON"))
        .collect();
    // What is in a script must not end it, wherever it is put.
    format!("window.INDEX = [\n{}\n];\n", found.join(",\n").replace("</", "<\\/"))
}

/// A page of the book with its sections.
fn headings(item: &Item) -> Vec<SearchEntry> {
    let is_book = item.file == "index.html" || item.file.starts_with("book-");
    let parts = item.body.split(" id=\"").skip(1).filter(|_| is_book);
    let headings = parts.filter_map(|part| {
        let (anchor, rest) = part.split_once("\">")?;
        let (heading, _) = rest.split_once("</h")?;
        let n = heading.replace("<code>", "").replace("</code>", "");
        (!n.contains('<')).then(|| SearchEntry {
            n,
            k: "page",
            s: item.title.clone(),
            u: format!("{}#{anchor}", item.file),
        })
    });
    headings.collect()
}

fn error(page: codes::Page) -> SearchEntry {
    let at = format!("{}#{}", errors_file(page.area), page.code);
    found(page.code.into(), "error", page.summary(), at)
}

fn found(name: String, k: &'static str, summary: &str, u: String) -> SearchEntry {
    SearchEntry { n: name, k, s: summary.replace('`', ""), u }
}

/// All that the reference has.
fn all(reference: &Reference, links: &Links) -> Vec<SearchEntry> {
    let namespaces = reference.namespaces.iter().map(|namespace| {
        let (name, at) = (format!("{}::", namespace.name), namespace_file(&namespace.name));
        found(name, "namespace", &namespace.summary, at)
    });
    let constants = reference.constants.iter().map(|word| {
        let at = format!("{EVERYWHERE}#{}", anchor(&word.name));
        found(word.name.clone(), "word", &word.summary, at)
    });
    let mut all: Vec<SearchEntry> = namespaces
        .chain(functions(reference))
        .chain(reference.types.iter().flat_map(|kind| of_type(kind, links)))
        .chain(constants)
        .chain(reference.modules.iter().flat_map(of_module))
        .collect();
    let mut seen = BTreeSet::new();
    all.retain(|found| seen.insert((found.n.clone(), found.k, found.u.clone())));
    all
}

/// Each function once, with the options of all its overloads.
fn functions(reference: &Reference) -> Vec<SearchEntry> {
    let (mut all, mut last) = (Vec::new(), String::new());
    for function in reference.all_functions().filter(|function| !function.name.contains('$')) {
        let (name, at) = (function.full_name(), function_at(reference, function));
        if name != last {
            let kind = if function.receiver.is_empty() { "function" } else { "method" };
            all.push(found(name.clone(), kind, &function.summary, at.clone()));
            last.clone_from(&name);
        }
        all.extend(function.options.iter().map(|option| {
            found(format!("{name}.{}", option.name), "option", &option.summary, at.clone())
        }));
    }
    all
}

/// A type and its properties.
fn of_type(kind: &TypeDoc, links: &Links) -> Vec<SearchEntry> {
    let properties = kind.properties.iter().map(|property| {
        let name = format!("{}.{}", kind.name, property.name);
        let at = links.of_code(&name).unwrap_or_default().to_string();
        found(name, "property", &property.summary, at)
    });
    let own = found(kind.name.clone(), "type", &kind.summary, type_file(&kind.name));
    [own].into_iter().chain(properties).collect()
}

/// A module and its constants.
fn of_module(module: &ModuleDoc) -> Vec<SearchEntry> {
    let file = module_file(&module.name);
    let constants = module.constants.iter().map(|constant| {
        let name = format!("{}::{}", module.alias, constant.name);
        found(name, "constant", &constant.summary, format!("{file}#{}", anchor(&constant.name)))
    });
    let own = found(module.name.clone(), "import", &module.summary, file.clone());
    [own].into_iter().chain(constants).collect()
}
