//! Values of declared secrets in finished files. They are known to whoever runs the program, and to no recipe.

use super::literals::covers;
use super::spot::source;
use crate::diag::{Diagnostic, words};
use crate::model::{Allowed, File};
use crate::secrets::scan::inside;
use crate::secrets::{Owner, Search};
use std::collections::BTreeMap;

/// A value, and all the places where it stands.
struct Leak<'a> {
    file: &'a File,
    owner: &'a Owner,
    at: std::ops::Range<usize>,
    /// How often it stands elsewhere.
    others: usize,
}

/// An error for each secret whose value files hold, however often it is there, unless it was allowed. `texts` are the
/// sources of the recipes, by the name that messages use.
pub fn values(files: &[File], allowed: &[Allowed], search: &Search, texts: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut leaks: Vec<Leak<'_>> = Vec::new();
    for file in files {
        for spot in search.find(&file.text) {
            if allowed.iter().any(|allowed| covers(allowed, &file.text[spot.range.clone()])) {
                continue;
            }
            match leaks.iter_mut().find(|leak| leak.owner == spot.owner) {
                Some(leak) => leak.others += 1,
                None => leaks.push(Leak { file, owner: spot.owner, at: spot.range, others: 0 }),
            }
        }
    }
    leaks.iter().map(|leak| told(leak, texts)).collect()
}

fn told(leak: &Leak<'_>, texts: &BTreeMap<String, String>) -> Diagnostic {
    let Leak { file, owner, at, others } = leak;
    let way = inside(&file.text, at.start);
    let way = if way.is_empty() { String::new() } else { format!(", at `{way}`") };
    let line = file.text[..at.start].matches('\n').count() + 1;
    let error = Diagnostic::error("secret-value", format!("`{}` would hold the value of the secret `{}`", file.path, owner.name))
        .note(format!("in its line {line}{way}; the value is known from {}", owner.origin))
        .note("whoever can read the file could use it, and git keeps it for ever");
    let error = if *others > 0 { error.note(format!("it stands in {} more", words::count(*others, "place"))) } else { error };
    let emitted = file.origin.place.clone();
    let error = match source(&file.text[at.clone()], false, texts) {
        Some(place) => error.at(place).related(emitted, "the file is emitted here"),
        None => error.at(emitted),
    };
    error
        .hint(format!("pass on the secret itself where the value goes: `secret(\"{}\")`", owner.name).as_str())
        .hint("if it does no harm there, say why: `\"...\".allow_literal(\"the reason\")`")
}
