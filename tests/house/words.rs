//! The words that CONTRIBUTING.md lists under "Words" are not used.

use super::compare;
use crate::support::paths::in_repository;
use crate::support::source::{Source, all};
use std::collections::BTreeMap;

const PAGE: &str = "CONTRIBUTING.md";

#[test]
fn the_fields_words_are_used() {
    let banned = banned();
    assert!(banned.len() > 20, "only {} words were found in {PAGE}", banned.len());
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in all().iter().filter(|source| is_text_of_ours(source)) {
        let uses = uses(source, &banned);
        found.entry(room(&source.path)).or_default().extend(uses);
    }
    found.retain(|_, uses| !uses.is_empty());
    compare("words", "words that CONTRIBUTING.md replaces", &found);
}

fn is_text_of_ours(source: &Source) -> bool {
    let is_text = ["rs", "md", "rhai"].iter().any(|extension| source.is(extension));
    is_text && ["src/", "stdlib/", "docs/"].iter().any(|start| source.path.starts_with(start))
}

/// What is in backticks in the first column of the table.
fn banned() -> Vec<String> {
    let page = std::fs::read_to_string(in_repository(PAGE)).expect("it is there");
    let section = page.split("\n## Words\n").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let words = rows.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    words.map(String::from).collect()
}

fn uses(source: &Source, banned: &[String]) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    let uses = lines.flat_map(|(i, line)| {
        let lower = line.to_lowercase();
        let words = banned.iter().filter(move |word| has(&lower, word));
        words.map(move |word| format!("{}:{}: {word}", source.path, i + 1))
    });
    uses.collect()
}

/// Whether a text has a phrase as whole words; the parts of an identifier are words, too.
fn has(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        !before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic)
    })
}

/// The room of a file: `src/cli`, `src/domains/compose`, `stdlib`, `docs`.
fn room(path: &str) -> String {
    let depth = match path {
        _ if path.starts_with("src/domains/") => 3,
        _ if path.starts_with("src/") => 2,
        _ => 1,
    };
    path.split('/').take(depth).collect::<Vec<_>>().join("/")
}
