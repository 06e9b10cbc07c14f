//! The pages of the book, in the order of its summary: `docs/src` is part of the program.

include!(concat!(env!("OUT_DIR"), "/book.rs"));

/// The list of the pages, as mdBook reads it.
const SUMMARY: &str = "SUMMARY";

/// What a page is asked for with when something else has its name.
pub(super) const BOOK: &str = "book/";

/// A page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    /// The heading that the summary lists it under.
    pub(super) part: &'static str,
    /// Where it is, from the root of the book, without `.md`.
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

impl Page {
    /// What `sw doc` calls it.
    pub(super) fn name(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// All pages.
pub(super) fn pages() -> Vec<Page> {
    let mut part = "";
    let mut pages = Vec::new();
    for line in text(SUMMARY).lines() {
        let link = line.trim_start_matches("- ").strip_prefix('[');
        let link = link.and_then(|link| link.strip_suffix(".md)")?.split_once("]("));
        if let Some(heading) = line.strip_prefix("# ") {
            part = heading;
        } else if let Some((title, path)) = link {
            pages.push(Page { part, path, title, text: text(path) });
        }
    }
    pages
}

fn text(path: &str) -> &'static str {
    PAGES.iter().find(|(own, _)| *own == path).map_or("", |(_, text)| text)
}

/// The page of this name, or the only one whose name starts so: `config`.
pub(super) fn find(name: &str) -> Option<Page> {
    let name = name.strip_prefix(BOOK).unwrap_or(name).trim_end_matches(".md");
    let pages = pages();
    let exact = pages.iter().find(|page| page.name() == name || page.path == name);
    let mut starting = pages.iter().filter(|page| name.len() > 3 && page.name().starts_with(name));
    exact.or_else(|| starting.next().filter(|_| starting.next().is_none())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_text_and_a_name_of_its_own() {
        let pages = pages();
        assert!(pages.len() > 15, "{pages:?}");
        for page in &pages {
            assert!(page.text.starts_with("# "), "{}", page.path);
            assert_eq!(find(page.name()), Some(*page));
        }
        assert_eq!(find("config").map(|page| page.path), Some("reference/configuration"));
        assert_eq!(find("nothing-like-it"), None);
    }
}
