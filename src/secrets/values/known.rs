//! All values of a project's secrets that are available, as a search for them.

use super::files::{COMMON, read};
use super::sources::{FoundValue, Origin, Sources};
use crate::diag::{Diagnostic, Severity};
use crate::files::{Folder, Private, private};
use crate::project::Project;
use crate::secrets::dotenv::Document;
use crate::secrets::naming::dotenv_name;
use crate::secrets::scan::{is_credential, is_harmless};
use crate::secrets::search::Search;
use crate::secrets::secret::Secret;
use std::collections::BTreeSet;
use std::path::Path;

/// Gathers the values of `secrets` in all environments, from variables and files; no store is asked. What can't be
/// read is a warning: its values are not looked for then.
pub fn known<'a>(
    project: &Project,
    secrets: impl IntoIterator<Item = &'a Secret>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Search, Vec<Diagnostic>) {
    let (found, problems) = at_hand(project, secrets, variable);
    (Search::of(found.iter().map(|(secret, found)| (secret, found.clone()))), problems)
}

/// The values themselves, each with whose it is.
pub fn at_hand<'a>(
    project: &Project,
    secrets: impl IntoIterator<Item = &'a Secret>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Vec<(Secret, FoundValue)>, Vec<Diagnostic>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for environment in &project.environments {
        match Sources::read(project, environment, variable) {
            Ok(read) => sources.push(read),
            Err(problem) => problems.push(unsearched(*problem)),
        }
    }
    // Without any environment there are still these two.
    let file = read(&project.root, COMMON).unwrap_or_else(|problem| {
        problems.push(unsearched(*problem));
        None
    });
    problems.dedup();
    let mut found = Vec::new();
    for secret in secrets {
        found.extend(plain(secret, variable, file.as_ref()).map(|value| (secret.clone(), value)));
        found.extend(
            sources
                .iter()
                .flat_map(|sources| sources.at_hand(secret))
                .map(|value| (secret.clone(), value)),
        );
    }
    (found, problems)
}

/// How many files of values a folder may have.
const MOST_FILES: usize = 64;
/// How many names are looked at to find them.
const MOST_NAMES: usize = 100_000;

/// Variables in which shells keep the folder that they are in: their names look like those of passwords.
const FOLDERS: [&str; 2] = ["PWD", "OLDPWD"];

/// What is taken for the value of a secret before any recipe was evaluated: in the files of values below `root` and in
/// `variables`, what is under a name that `recipes` give to `secret`, or that says so itself, and in the files all that
/// no one would write as a word.
pub fn suspected<'a>(
    root: &Path,
    recipes: impl IntoIterator<Item = &'a str>,
    variables: impl Iterator<Item = (String, String)>,
) -> Vec<(Secret, FoundValue)> {
    let declared: BTreeSet<&str> = recipes.into_iter().flat_map(named).collect();
    let mut found: Vec<(Secret, FoundValue)> = Vec::new();
    let mut take = |name: &str, value: String, origin: Origin| {
        found.push((Secret::named(name), FoundValue { value: value.into(), origin }))
    };
    for (name, value) in variables.filter(|(name, _)| !FOLDERS.contains(&name.as_str())) {
        let is_one = declared.iter().any(|secret| name.ends_with(secret))
            || is_credential(&name) && !is_harmless(&value);
        if is_one {
            take(&name, value, Origin::Variable(name.clone()));
        }
    }
    for file in files(root) {
        let Ok(Some(document)) = read(root, &file) else { continue };
        let names: BTreeSet<String> = document.names().map(String::from).collect();
        for name in names {
            let value = document.get(&name).unwrap_or_default();
            if declared.contains(name.as_str()) || is_credential(&name) || !is_harmless(&value) {
                take(&name, value, Origin::File(file.clone()));
            }
        }
    }
    found
}

/// The names of the files of values in a folder.
fn files(root: &Path) -> Vec<String> {
    let entries =
        Folder::open(root).and_then(|folder| folder.entries("", MOST_NAMES)).unwrap_or_default();
    let names = entries.into_iter().map(|entry| entry.name);
    let mut files: Vec<String> = names
        .filter(|name| name.starts_with(COMMON) && private(name) == Some(Private::Values))
        .collect();
    files.sort();
    files.truncate(MOST_FILES);
    files
}

/// The names in `secret("NAME"`.
fn named(recipe: &str) -> impl Iterator<Item = &str> {
    recipe.split("secret(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix(['"', '`'])?;
        rest.split(['"', '`']).next().filter(|name| (1..100).contains(&name.len()))
    })
}

/// The values of no environment in particular.
fn plain(
    secret: &Secret,
    variable: &dyn Fn(&str) -> Option<String>,
    file: Option<&Document>,
) -> impl Iterator<Item = FoundValue> {
    let set = variable(&secret.name).map(|value| (value, Origin::Variable(secret.name.clone())));
    let kept = file
        .and_then(|file| file.get(dotenv_name(secret)))
        .map(|value| (value, Origin::File(COMMON.into())));
    let there = [set, kept].into_iter().flatten().filter(|(value, _)| !value.is_empty());
    there.map(|(value, origin)| FoundValue { value: value.into(), origin })
}

fn unsearched(problem: Diagnostic) -> Diagnostic {
    let message = format!("files are not searched for the values in it: {}", problem.message);
    Diagnostic { severity: Severity::Warning, message, ..problem }
}
