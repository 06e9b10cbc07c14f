//! The schemas that a project has of its own, and those of the program, by their names.

use super::place::Place;
use crate::cli::exit::Failure;
use sw::diag::{Diagnostic, suggest, words};
use sw::domains::terraform::modules::registry::schema as modules;
use sw::schema::{FOLDER, TYPE, Table, embedded, embedded_table};

/// How deep in their folder schemas are looked for.
const DEEPEST: usize = 4;

/// A schema that is known.
pub(super) struct Known {
    /// All of its name: `terraform/aws`, `module/vpc`, `github/workflow`.
    pub(super) name: String,
    /// Where the project has it; none for those of the program.
    pub(super) path: Option<String>,
}

impl Known {
    /// The last part of its name.
    pub(super) fn short(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// Its name among those that begin with `start`.
    pub(super) fn below(&self, start: &str) -> Option<&str> {
        self.name.strip_prefix(start)
    }
}

/// What the project has of its own, by name.
pub(super) fn own(place: &Place) -> Vec<Known> {
    let mut all = Vec::new();
    collect(place, "", DEEPEST, &mut all);
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn collect(place: &Place, folder: &str, depth: usize, all: &mut Vec<Known>) {
    let kind = if folder == "modules/" { "module/" } else { folder };
    let endings = if folder == "modules/" { &modules::ENDINGS[..] } else { &[".table"] };
    for file in place.names(format!("{FOLDER}/{folder}").trim_end_matches('/')) {
        if file.ends_with('/') && depth > 0 {
            collect(place, &format!("{folder}{file}"), depth - 1, all);
        }
        if let Some(name) = endings.iter().find_map(|ending| file.strip_suffix(ending)) {
            let path = Some(format!("{FOLDER}/{folder}{file}"));
            all.push(Known { name: format!("{kind}{name}"), path });
        }
    }
}

/// What is known, by name: the project's own count instead of the program's.
pub(super) fn all(place: &Place) -> Vec<Known> {
    let mut all = own(place);
    for name in embedded() {
        if !all.iter().any(|own| own.name == name) {
            all.push(Known { name: name.into(), path: None });
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The documents that a JSON schema can be for: those whose whole file is a type.
pub(super) fn documents() -> Vec<&'static str> {
    let is_whole = |name: &&str| {
        let file = name.rsplit('/').next().unwrap_or(name);
        embedded_table(name)
            .is_some_and(|table: &std::sync::Arc<Table>| table.find(TYPE, file).is_some())
    };
    embedded().filter(is_whole).collect()
}

/// The one of these that is meant, by all of its name or the last part.
pub(super) fn named(all: Vec<Known>, name: &str, command: &str) -> Result<Known, Failure> {
    let is_meant = |known: &Known| known.name == name || known.short() == name;
    let (mut found, others): (Vec<Known>, Vec<Known>) = all.into_iter().partition(is_meant);
    let unknown = |message: String| Diagnostic::error("unknown-schema", message);
    match found.len() {
        0 => Err(no_schema(name, &others, unknown).into()),
        1 => Ok(found.remove(0)),
        _ => {
            let names: Vec<&str> = found.iter().map(|known| &*known.name).collect();
            let hint = format!("say which: `sw schema {command} {}`", names[0]);
            let message = format!("`{name}` can be {}", words::list(&names, "or"));
            Err(unknown(message).hint(hint.as_str()).into())
        }
    }
}

fn no_schema(
    name: &str,
    others: &[Known],
    unknown: impl FnOnce(String) -> Diagnostic,
) -> Diagnostic {
    let is_all = others.iter().any(|known| known.path.is_none());
    let names = others.iter().flat_map(|known| [known.short(), &*known.name]);
    let hint = suggest::did_you_mean(name, names).unwrap_or_else(|| {
        let shorts: Vec<&str> = others.iter().map(Known::short).collect();
        match shorts.as_slice() {
            [] => "there is none to remove; `sw schema list` shows what is known".into(),
            _ if is_all => "`sw schema list` shows what is known".into(),
            shorts => format!("it has {}", words::list(shorts, "and")),
        }
    });
    let message = if is_all {
        format!("there is no schema `{name}`")
    } else {
        format!("the project has no schema `{name}` of its own")
    };
    unknown(message).hint(hint.as_str())
}
