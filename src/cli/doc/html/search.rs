//! What the search looks through: a script, since a page from disk may load no other data.

use super::frame::Item;
use super::links::{
    EVERYWHERE, Links, anchor, errors_file, function_at, module_file, namespace_file, type_file,
};
use serde::Serialize;
use sw::diag::codes;
use sw::engine::reference::Reference;

/// Something that can be found.
#[derive(Serialize)]
struct Found {
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
fn headings(item: &Item) -> Vec<Found> {
    let is_book = item.file == "index.html" || item.file.starts_with("book-");
    let parts = item.body.split(" id=\"").skip(1).filter(|_| is_book);
    let headings = parts.filter_map(|part| {
        let (anchor, rest) = part.split_once("\">")?;
        let (heading, _) = rest.split_once("</h")?;
        let n = heading.replace("<code>", "").replace("</code>", "");
        (!n.contains('<')).then(|| Found {
            n,
            k: "page",
            s: item.title.clone(),
            u: format!("{}#{anchor}", item.file),
        })
    });
    headings.collect()
}

fn error(page: codes::Page) -> Found {
    let u = format!("{}#{}", errors_file(page.area), page.code);
    Found { n: page.code.into(), k: "error", s: page.summary().replace('`', ""), u }
}

fn all(reference: &Reference, links: &Links) -> Vec<Found> {
    let mut all = Vec::new();
    let mut add =
        |n: String, k, s: &str, u: String| all.push(Found { n, k, s: s.replace('`', ""), u });
    for namespace in &reference.namespaces {
        add(
            format!("{}::", namespace.name),
            "namespace",
            &namespace.summary,
            namespace_file(&namespace.name),
        );
    }
    let mut last = String::new();
    for function in reference.all_functions().filter(|function| !function.name.contains('$')) {
        let (name, at) = (function.full_name(), function_at(reference, function));
        if name != last {
            let kind = if function.receiver.is_empty() { "function" } else { "method" };
            add(name.clone(), kind, &function.summary, at.clone());
            last.clone_from(&name);
        }
        for option in &function.options {
            add(format!("{name}.{}", option.name), "option", &option.summary, at.clone());
        }
    }
    for kind in &reference.types {
        add(kind.name.clone(), "type", &kind.summary, type_file(&kind.name));
        for property in &kind.properties {
            let at = links
                .of_code(&format!("{}.{}", kind.name, property.name))
                .unwrap_or_default()
                .to_string();
            add(format!("{}.{}", kind.name, property.name), "property", &property.summary, at);
        }
    }
    for word in &reference.constants {
        add(
            word.name.clone(),
            "word",
            &word.summary,
            format!("{EVERYWHERE}#{}", anchor(&word.name)),
        );
    }
    for module in &reference.modules {
        add(module.name.clone(), "import", &module.summary, module_file(&module.name));
        for constant in &module.constants {
            let at = format!("{}#{}", module_file(&module.name), anchor(&constant.name));
            add(format!("{}::{}", module.alias, constant.name), "constant", &constant.summary, at);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|found| seen.insert((found.n.clone(), found.k, found.u.clone())));
    all
}
