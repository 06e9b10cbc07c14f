//! Values of declared secrets in finished files. They are known to the user who runs the program, and to no recipe.

use super::literals::covers;
use super::source_location::source;
use crate::diag::{Diagnostic, words};
use crate::model::{Allowed, File};
use crate::secrets::scan::inside;
use crate::secrets::{Owner, Search};
use std::collections::{BTreeMap, BTreeSet};

/// A value, and how often it occurs.
struct Leak<'a> {
    file: &'a File,
    owner: &'a Owner,
    at: std::ops::Range<usize>,
    /// How often it occurs elsewhere.
    others: usize,
}

/// An error for each secret whose value files hold, however often it is there, unless it was allowed. `texts` are the
/// sources of the recipes, by the name that messages use. It says where only to the owner of the values: anyone who wrote
/// many guesses would learn from a place which of them is right. None when `go_on` stopped it.
pub fn values(
    files: &[File],
    allowed: &[Allowed],
    search: &Search,
    texts: &BTreeMap<String, String>,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Diagnostic>> {
    let mut leaks: Vec<Leak<'_>> = Vec::new();
    for file in files {
        for spot in search.find_while(&file.text, go_on)? {
            if allowed.iter().any(|allowed| covers(allowed, &file.text[spot.range.clone()])) {
                continue;
            }
            match leaks.iter_mut().find(|leak| leak.owner == spot.owner) {
                Some(leak) => leak.others += 1,
                None => leaks.push(Leak { file, owner: spot.owner, at: spot.range, others: 0 }),
            }
        }
    }
    if search.is_for_their_owner() {
        return Some(leaks.iter().map(|leak| diagnostic(leak, texts)).collect());
    }
    let names: BTreeSet<&str> = leaks.iter().map(|leak| leak.owner.name.as_str()).collect();
    Some(names.into_iter().map(hinted).collect())
}

/// What anybody may know who reads along.
fn hinted(name: &str) -> Diagnostic {
    Diagnostic::error("secret-value", format!("the files of this run would hold the value of the secret `{name}`"))
        .note("the line is shown only at your own terminal: others may read this, and it would reveal which of many guesses is right")
        .hint("run the same command at your own terminal, where the value is in a variable or in `.env.<environment>`")
        .hint(format!("pass on the secret itself where the value goes: `secret(\"{name}\")`").as_str())
        .hint("if it does no harm there, say why: `\"...\".allow_literal(\"the reason\")`")
}

fn diagnostic(leak: &Leak<'_>, texts: &BTreeMap<String, String>) -> Diagnostic {
    let Leak { file, owner, at, others } = leak;
    let way = inside(&file.text, at.start);
    let way = if way.is_empty() { String::new() } else { format!(", at `{way}`") };
    let line = file.text[..at.start].matches('\n').count() + 1;
    let error = Diagnostic::error(
        "secret-value",
        format!("`{}` would hold the value of the secret `{}`", file.path, owner.name),
    )
    .note(format!("on line {line}{way}; the value is known from {}", owner.origin))
    .note("anyone with read access could use it, and it stays in git history");
    let error = if *others > 0 {
        error.note(format!("it occurs in {} more", words::count(*others, "place")))
    } else {
        error
    };
    let emitted = file.origin.place.clone();
    let error = match source(&file.text[at.clone()], false, texts) {
        Some(place) => error.at(place).related(emitted, "the file is emitted here"),
        None => error.at(emitted),
    };
    error
        .hint(
            format!("pass on the secret itself where the value goes: `secret(\"{}\")`", owner.name)
                .as_str(),
        )
        .hint("if it does no harm there, say why: `\"...\".allow_literal(\"the reason\")`")
}
