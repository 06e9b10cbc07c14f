//! What the search looks through: a script, since a page from disk may load no other data.

use super::links::{
    EVERYWHERE, Links, anchor, function_at, module_file, namespace_file, type_file,
};
use serde::Serialize;
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
    /// Where it stands.
    u: String,
}

/// The index as a script.
pub(super) fn index(reference: &Reference, links: &Links) -> String {
    let found: Vec<String> = all(reference, links)
        .iter()
        .map(|found| serde_json::to_string(found).expect("text is JSON"))
        .collect();
    // What stands in a script must not end it, wherever it is put.
    format!("window.INDEX = [\n{}\n];\n", found.join(",\n").replace("</", "<\\/"))
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
