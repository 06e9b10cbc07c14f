//! Names that a Compose file uses: whether they can be names, and whether something has them.

use super::links;
use super::view::{SECTIONS, Service, View, is_variable, items};
use crate::diag::{Diagnostic, suggest};
use crate::schema::Problem;
use crate::schema::compose::mount;
use crate::value::{Map, Path, Value};

/// Everything that is wrong with names.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        SECTIONS.iter().flat_map(|section| spelling(view, section)).collect();
    for service in view.services() {
        problems.extend(origin(&service, view));
        if view.is_closed() {
            problems.extend(services(&service, view));
            problems.extend(unbuilt(&service, view));
            problems.extend(
                ["networks", "models"].iter().flat_map(|section| plain(&service, section, view)),
            );
            problems.extend(
                ["configs", "secrets"].iter().flat_map(|section| files(&service, section, view)),
            );
            problems.extend(volumes(&service, view));
        }
    }
    problems
}

/// Names that can't be names.
fn spelling(view: &View<'_>, section: &str) -> Vec<Problem> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let names = view.own.get(section).and_then(Value::as_map).into_iter().flat_map(Map::keys);
    let wrong = names.filter(|name| name.is_empty() || !name.chars().all(is_letter));
    let told = |name: &crate::value::Key| {
        let message = format!("`{name}` can't be a name in `{section}`");
        let diagnostic = Diagnostic::error("invalid-name", message)
            .hint("use letters, digits, `.`, `_` and `-`");
        Problem { path: Path::root().key(section).key(name), diagnostic }
    };
    wrong.map(told).collect()
}

/// A service comes from somewhere.
fn origin(service: &Service<'_>, view: &View<'_>) -> Option<Problem> {
    if ["image", "build", "extends", "provider"].iter().any(|key| service.body.get(key).is_some()) {
        return None;
    }
    let name = service.name;
    let diagnostic =
        Diagnostic::error("missing-key", format!("the service `{name}` needs `image` or `build`"));
    // A name that is misspelt on top of another file makes a new service.
    let meant = suggest::did_you_mean(name, view.names("services")).filter(|_| view.is_on_top);
    let otherwise = "say which image it runs, as `image: \"postgres:17\"`, or how it is built, as `build: \".\"`";
    Some(Problem {
        path: service.path.clone(),
        diagnostic: diagnostic.hint(meant.as_deref().unwrap_or(otherwise)),
    })
}

fn services(service: &Service<'_>, view: &View<'_>) -> Vec<Problem> {
    let known = view.names("services");
    let missing =
        links::of(service).into_iter().filter(|link| link.is_required && !known.contains(&link.to));
    missing
        .map(|link| {
            unknown(
                "service",
                link.to,
                link.path,
                &known,
                "add it to `services`, or take it out here",
            )
        })
        .collect()
}

/// A build can only start from a service that is built itself.
fn unbuilt(service: &Service<'_>, view: &View<'_>) -> Vec<Problem> {
    let others = links::contexts(service)
        .into_iter()
        .filter_map(|link| Some((view.service(link.to)?, link.path)));
    let unbuilt = others
        .filter(|(other, _)| ["build", "extends"].iter().all(|key| other.body.get(key).is_none()));
    let told = |(other, path): (Service<'_>, Path)| {
        let message = format!(
            "`{}` can't be built on the service `{}`, which is not built itself",
            service.name, other.name
        );
        let hint = format!(
            "name its image instead: `docker-image://{}`",
            other.text("image").unwrap_or("...")
        );
        Problem { path, diagnostic: Diagnostic::error("missing-key", message).hint(hint.as_str()) }
    };
    unbuilt.map(told).collect()
}

/// Networks and models, which are named in an array or as the keys of a map.
fn plain(service: &Service<'_>, section: &str, view: &View<'_>) -> Vec<Problem> {
    let Some((value, path)) = service.get(section) else { return Vec::new() };
    let named: Vec<(&str, Path)> = match value.as_map() {
        Some(map) => map.keys().map(|name| (name.as_str(), path.key(name))).collect(),
        None => items(value, &path)
            .into_iter()
            .filter_map(|(item, path)| Some((item.as_str()?, path)))
            .collect(),
    };
    // Every project has the network `default`.
    let named = named.into_iter().filter(|(name, _)| (section, *name) != ("networks", "default"));
    named.filter_map(|(name, path)| declared(section, name, path, view)).collect()
}

/// Configs and secrets, of the service and of its build.
fn files(service: &Service<'_>, section: &str, view: &View<'_>) -> Vec<Problem> {
    let built = service
        .get("build")
        .and_then(|(build, path)| Some((build.get(section)?, path.key(section))));
    let lists = service.get(section).into_iter().chain(built);
    let all = lists.flat_map(|(value, path)| items(value, &path));
    let named = all.filter_map(|(item, path)| match item.get("source") {
        Some(source) => Some((source.as_str()?, path.key("source"))),
        None => Some((item.as_str()?, path)),
    });
    named.filter_map(|(name, path)| declared(section, name, path, view)).collect()
}

fn volumes(service: &Service<'_>, view: &View<'_>) -> Vec<Problem> {
    let Some((value, path)) = service.get("volumes") else { return Vec::new() };
    let named = items(value, &path).into_iter().filter_map(|(item, path)| match item.as_map() {
        Some(map) => {
            let is_volume = map.get("type").and_then(Value::as_str) == Some("volume");
            Some((map.get("source")?.as_str()?, path.key("source"))).filter(|_| is_volume)
        }
        None => Some((mount::read(item.as_str()?)?.volume()?, path)),
    });
    named.filter_map(|(name, path)| declared("volumes", name, path, view)).collect()
}

/// Tells a name that a section of the project does not declare.
fn declared(section: &str, name: &str, path: Path, view: &View<'_>) -> Option<Problem> {
    let known = view.names(section);
    if known.contains(&name) || is_variable(name) {
        return None;
    }
    let kind = section.trim_end_matches('s');
    let mut problem = unknown(kind, name, path, &known, &declaration(section, kind, name));
    if section == "volumes" {
        problem = problem.hinted(&format!("for a folder beside the file, write `./{name}:...`"));
    }
    Some(problem)
}

/// How a name is declared.
fn declaration(section: &str, kind: &str, name: &str) -> String {
    match section {
        "networks" | "volumes" => format!(
            "declare it: `{section}: #{{ {name}: null }}`, or with `file.{kind}(\"{name}\")`"
        ),
        "secrets" => {
            let variable = name.to_ascii_uppercase().replace(['-', '.'], "_");
            format!(
                "put the secret itself there, which declares it: `secrets: [secret(\"{variable}\")]`; or say where it is with `file.secret(...)`"
            )
        }
        "models" => {
            format!("declare it with `file.model(\"{name}\", #{{ model: \"ai/smollm2\" }})`")
        }
        _ => format!(
            "declare it: `configs: #{{ \"{name}\": #{{ file: \"...\" }} }}`, or with `file.config(...)`"
        ),
    }
}

fn unknown(kind: &str, name: &str, path: Path, known: &[&str], otherwise: &str) -> Problem {
    let near = suggest::did_you_mean(name, known.iter().copied());
    let diagnostic = Diagnostic::error("unknown-reference", format!("there is no {kind} `{name}`"));
    Problem { path, diagnostic: diagnostic.hint(near.as_deref().unwrap_or(otherwise)) }
}
