//! Literal credentials in finished files: what a recipe should have declared as a secret.

use super::finding::Finding;
use super::source_location::source;
use crate::diag::{Diagnostic, words};
use crate::model::{Allowed, File, Model};
use crate::secrets::scan::{self, Strength, inside, is_example, scan};
use crate::util::parallel::spread;
use std::collections::BTreeMap;

/// What is to be known besides the files.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The sources of the recipes, by the name that messages use: the line of a credential is looked up there.
    pub texts: &'a BTreeMap<String, String>,
    /// Whether an environment is in a cloud, by its name. A password that everybody tries first is one
    /// there, and does no harm on a developer's machine.
    pub is_cloud: &'a dyn Fn(&str) -> bool,
}

/// A credential, and how often it occurs.
struct Literal<'a> {
    file: &'a File,
    found: scan::Finding,
    /// How often it occurs elsewhere.
    others: usize,
}

/// An error for each literal credential that files hold and no recipe allowed, however often it is there.
pub fn literals(model: &Model, around: &Surroundings<'_>) -> Vec<Finding> {
    let mut all: Vec<Literal<'_>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let files: Vec<&File> =
        model.files.iter().filter(|file| !is_example(file.path.as_str())).collect();
    let scanned =
        spread(&files, &|files: &[&File]| files.iter().map(|file| scan(&file.text)).collect());
    for (file, found) in files.into_iter().zip(scanned) {
        for found in found {
            let value = &file.text[found.range.clone()];
            if is_fine(&found, file, around)
                || model.allowed.iter().any(|allowed| covers(allowed, value))
            {
                continue;
            }
            match known.get(value) {
                Some(index) => all[*index].others += 1,
                None => {
                    known.insert(value, all.len());
                    all.push(Literal { file, found, others: 0 });
                }
            }
        }
    }
    all.iter()
        .map(|literal| Finding {
            emit: literal.file.origin.emit,
            diagnostic: diagnostic(literal, around),
        })
        .collect()
}

/// Whether it is a word that everybody tries first, in a file that no cloud sees.
fn is_fine(found: &scan::Finding, file: &File, around: &Surroundings<'_>) -> bool {
    found.strength == Strength::Guessable
        && !file.environment.as_deref().is_some_and(around.is_cloud)
}

/// Whether the credential is the allowed text or a whole part of it. A file may indent its lines, or escape their ends.
pub(super) fn covers(allowed: &Allowed, value: &str) -> bool {
    let (allowed, value) = (bare(&allowed.text), bare(value));
    let mut places = allowed.match_indices(&value);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !value.is_empty()
        && places.any(|(at, _)| {
            !is_letter(allowed[..at].chars().next_back())
                && !is_letter(allowed[at + value.len()..].chars().next())
        })
}

fn bare(text: &str) -> String {
    text.replace("\\n", "").split_whitespace().collect()
}

fn diagnostic(literal: &Literal<'_>, around: &Surroundings<'_>) -> Diagnostic {
    let Literal { file, found, others } = literal;
    let value = &file.text[found.range.clone()];
    let way = inside(&file.text, found.range.start);
    let at = if way.is_empty() { String::new() } else { format!(", at `{way}`") };
    let place = source(value, found.strength == Strength::Guessable, around.texts);
    let error = Diagnostic::error(
        "literal-credential",
        format!("`{}` would hold a possible credential: {}", file.path, found.what),
    )
    .note(format!("on line {}{at}: {}", found.line, found.preview));
    let error = match (&place, found.strength, &file.environment) {
        (_, Strength::Guessable, Some(environment)) => error
            .note(format!("this is a common default password, and `{environment}` is in a cloud")),
        _ => error.note("anyone with read access could use it, and it stays in git history"),
    };
    let error = if *others > 0 {
        error.note(format!("it occurs in {} more", words::count(*others, "place")))
    } else {
        error
    };
    let emitted = file.origin.place.clone();
    let error = match place {
        Some(place) => error.at(place).related(emitted, "the file is emitted here"),
        None => error.at(emitted),
    };
    let declared =
        format!("declare it, and pass it on where the value goes: `secret(\"{}\")`", name(found));
    error
        .hint(declared.as_str())
        .hint("if it does no harm there, say why: `\"...\".allow_literal(\"the reason\")`")
}

/// What the secret would be called.
fn name(found: &scan::Finding) -> String {
    let name = found.key.as_deref().map(heck::ToShoutySnakeCase::to_shouty_snake_case);
    name.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        .unwrap_or_else(|| "NAME".into())
}
