//! A folder has few enough files to be seen at once; a code has one page.

use super::compare;
use std::collections::BTreeMap;

/// How many files a folder has at most, beside its `mod.rs`.
const MOST_FILES: usize = 8;

#[test]
fn folders_are_small() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in crate::code().iter().filter(|source| !source.path.ends_with("/mod.rs")) {
        let (folder, name) = source.path.rsplit_once('/').unwrap_or_default();
        found.entry(folder.to_string()).or_default().push(name.to_string());
    }
    found.retain(|folder, files| folder != "src" && files.len() > MOST_FILES);
    compare("folders", "files beside `mod.rs`, of 8 at most", &found);
}

#[test]
fn a_code_has_one_page() {
    let mut areas: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in sw::diag::codes::pages() {
        areas.entry(page.code).or_default().push(page.area);
    }
    let several = areas.iter().filter(|(_, areas)| areas.len() > 1);
    crate::none(several.map(|(code, areas)| format!("`{code}` has pages in {}", areas.join(", "))));
}
