//! Where on the site something is.

use super::super::book;
use std::collections::BTreeMap;
use sw::diag::codes;
use sw::engine::reference::{FunctionDoc, Reference};

/// The page for functions with a bare name.
pub(super) const EVERYWHERE: &str = "everywhere.html";

/// The places of all that can be looked up, by name.
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    pub(super) fn of(reference: &Reference) -> Self {
        let mut links = BTreeMap::new();
        for function in reference.all_functions().filter(|function| function.receiver.is_empty()) {
            links.insert(function.full_name(), function_at(reference, function));
        }
        for method in reference.functions.iter().filter(|function| !function.receiver.is_empty()) {
            links.insert(method.full_name(), function_at(reference, method));
        }
        for namespace in &reference.namespaces {
            links.insert(format!("{}::", namespace.name), namespace_file(&namespace.name));
        }
        for word in &reference.constants {
            links.insert(word.name.clone(), format!("{EVERYWHERE}#{}", anchor(&word.name)));
        }
        for kind in &reference.types {
            links.insert(type_key(&kind.name), type_file(&kind.name));
            for property in &kind.properties {
                links.insert(
                    format!("{}.{}", kind.name, property.name),
                    format!("{}#{}", type_file(&kind.name), anchor(&property.name)),
                );
            }
        }
        for module in &reference.modules {
            links.insert(module.name.clone(), module_file(&module.name));
        }
        for page in codes::pages() {
            let at = format!("{}#{}", errors_file(page.area), page.code);
            links.entry(page.code.into()).or_insert(at);
        }
        Self(links)
    }

    /// Where a relative link of a page of the book leads, when that is another page of it.
    pub(super) fn of_chapter(&self, page: &str, url: &str) -> Option<String> {
        let (path, anchor) = url.split_once('#').map_or((url, None), |(path, at)| (path, Some(at)));
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match (path, path.strip_prefix("../")) {
            ("", _) => page.to_string(),
            (_, Some(above)) if !folder.is_empty() => above.to_string(),
            (path, _) if folder.is_empty() => path.to_string(),
            (path, _) => format!("{folder}/{path}"),
        };
        let path = path.trim_end_matches(".md");
        let known = book::pages().into_iter().find(|known| known.path == path)?;
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Some(format!("{}{anchor}", chapter_file(known.path)))
    }

    /// Where a type is documented.
    pub(super) fn of_type(&self, name: &str) -> Option<&str> {
        self.0.get(&type_key(name)).map(String::as_str)
    }

    /// What a stretch of code in a text means, when it is a name: `emit`, `terraform::root(...)`, `secret("X")`.
    pub(super) fn of_code(&self, code: &str) -> Option<&str> {
        let name = code.split('(').next().unwrap_or(code).trim_start_matches('.');
        self.0.get(name).or_else(|| self.0.get(&format!("{name}::"))).map(String::as_str)
    }
}

fn type_key(name: &str) -> String {
    format!("type {name}")
}

/// The file of a page of the book; that of the first one is where readers start.
pub(super) fn chapter_file(path: &str) -> String {
    match path {
        "index" => "index.html".into(),
        path => format!("book-{}.html", slug(path)),
    }
}

/// The file of the errors of an area.
pub(super) fn errors_file(area: &str) -> String {
    format!("errors-{}.html", slug(area))
}

/// Where a function is documented.
pub(super) fn function_at(reference: &Reference, function: &FunctionDoc) -> String {
    let module = reference.modules.iter().find(|module| module.functions.contains(function));
    let file = match module {
        Some(module) => module_file(&module.name),
        None if !function.receiver.is_empty() => type_file(&function.receiver),
        None if function.namespace.is_empty() => EVERYWHERE.into(),
        None => namespace_file(&function.namespace),
    };
    format!("{file}#{}", anchor(&function.name))
}

pub(super) fn namespace_file(name: &str) -> String {
    format!("namespace-{}.html", slug(name))
}

pub(super) fn type_file(name: &str) -> String {
    format!("type-{}.html", slug(name))
}

pub(super) fn module_file(name: &str) -> String {
    format!("module-{}.html", slug(name.trim_start_matches("./")))
}

/// The anchor of an entry; that of an operator is spelled out.
pub(super) fn anchor(name: &str) -> String {
    let is_word = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && !name.contains('$');
    if is_word {
        name.into()
    } else {
        name.bytes().map(|byte| format!("op-{byte:x}")).collect::<Vec<_>>().join("-")
    }
}

/// A name as a part of a file's name. Different names give different parts.
fn slug(name: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' | '0'..='9' | '_' => c.to_string(),
        'A'..='Z' => format!("-{}", c.to_ascii_lowercase()),
        ' ' | '/' => "-".into(),
        '-' => "--".into(),
        other => format!("-{:x}-", u32::from(other)),
    };
    name.chars().map(letter).collect::<String>().trim_matches('-').to_string()
}
