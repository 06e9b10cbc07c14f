//! Links and headings of Markdown pages, as the sites that show them understand them.

use super::paths::in_repository;
use super::source::Source;
use regex_lite::Regex;
use std::collections::BTreeSet;

/// What the links of a page lead to: its own anchors, files of the repository, the web.
pub(crate) fn links(page: &Source) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("the pattern is right");
    let text = prose(&page.text);
    link.captures_iter(&text).map(|link| link[1].to_string()).collect()
}

/// The anchors of the headings of a page, as GitHub and mdBook name them.
pub(crate) fn anchors(text: &str) -> BTreeSet<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#'))).collect()
}

/// The anchor of a heading.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// Links inside the repository that lead nowhere.
pub(crate) fn broken_links(pages: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for page in pages {
        for link in links(page).into_iter().filter(|link| !link.contains("://")) {
            if !leads_somewhere(page, pages, &link) {
                broken.push(format!("{}: `{link}` leads nowhere", page.path));
            }
        }
    }
    broken
}

fn leads_somewhere(page: &Source, pages: &[Source], link: &str) -> bool {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { page.path.clone() } else { resolved(&page.path, file) };
    let has = |text: &str| anchor.is_empty() || anchors(text).contains(anchor);
    match pages.iter().find(|page| page.path == target) {
        Some(page) => has(&page.text),
        None if anchor.is_empty() => in_repository(&target).exists(),
        None => std::fs::read_to_string(in_repository(&target)).is_ok_and(|text| has(&text)),
    }
}

/// A relative path from a page, from the root of the repository.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The text without its fenced blocks.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    lines.map(|line| format!("{line}\n")).collect()
}
